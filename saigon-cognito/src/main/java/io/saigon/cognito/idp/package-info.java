/** Log-ins, administration and self-service of user pools, and credentials of identity pools. */
@NullMarked
package io.saigon.cognito.idp;

import org.jspecify.annotations.NullMarked;
