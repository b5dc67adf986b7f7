/** Cognito clients on SDK clients of one's own: {@link io.saigon.cognito.AwsCognito}. */
@NullMarked
package io.saigon.cognito;

import org.jspecify.annotations.NullMarked;
