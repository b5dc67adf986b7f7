/** Verification of JSON web tokens of any issuer (OpenID Connect), and tokens of OAuth 2.0. */
@NullMarked
package io.saigon.api.oauth;

import org.jspecify.annotations.NullMarked;
