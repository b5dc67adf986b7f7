/** Cognito clients on SDK clients of the application: {@link io.saigon.cognito.AwsCognito}. */
@NullMarked
package io.saigon.cognito;

import org.jspecify.annotations.NullMarked;
