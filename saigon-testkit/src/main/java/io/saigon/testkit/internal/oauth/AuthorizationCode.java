package io.saigon.testkit.internal.oauth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The log-in of an authorization code.
 *
 * @param challenge PKCE challenge of the request, or null without PKCE
 * @param at time of the log-in
 */
record AuthorizationCode(
    String clientId,
    String redirectUri,
    @Nullable String challenge,
    Grant grant,
    String sub,
    Instant at) {}
