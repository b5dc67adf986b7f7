/** Identities and credentials of identity pools. */
@NullMarked
package io.saigon.cognito.identity;

import org.jspecify.annotations.NullMarked;
