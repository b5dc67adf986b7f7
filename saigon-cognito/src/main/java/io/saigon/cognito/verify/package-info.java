/** Verification of a user pool's tokens against its published keys. */
@NullMarked
package io.saigon.cognito.verify;

import org.jspecify.annotations.NullMarked;
