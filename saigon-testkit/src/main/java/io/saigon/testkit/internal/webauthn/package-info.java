/** Passkeys of users, and the ceremonies of Web Authentication that create and use them. */
@NullMarked
package io.saigon.testkit.internal.webauthn;

import org.jspecify.annotations.NullMarked;
