/** Cognito user pools, identity pools and the identity of a caller. */
@NullMarked
package io.saigon.api.cognito;

import org.jspecify.annotations.NullMarked;
