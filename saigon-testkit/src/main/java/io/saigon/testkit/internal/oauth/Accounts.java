package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The user pools behind the endpoints. What Cognito refuses is an {@link AwsError}. */
public interface Accounts {
  /** Runs a request alone, so that the state of the pools needs no other guard. */
  <T> T exclusively(Supplier<T> action);

  /** Returns an app client of a pool. */
  Optional<OAuthClient> client(String poolId, String clientId);

  /** Issues an access token to an app client itself. */
  String clientToken(OAuthClient client, Set<String> scopes);

  /** Returns the lifetime of a client's access tokens. */
  Duration accessTokenLife(OAuthClient client);

  /**
   * Begins a log-in by a page.
   *
   * @return an answer as InitiateAuth has it: a challenge, or a result whose member {@code Sub} is
   *     the user
   */
  JsonObject logIn(OAuthClient client, String username, String password);

  /** Answers a challenge of such a log-in. */
  JsonObject answer(
      OAuthClient client, String challenge, String session, Map<String, String> answers);

  /** Begins the set-up of an authenticator app, as AssociateSoftwareToken does. */
  JsonObject associate(String session);

  /** Verifies a code of the app that is set up, as VerifySoftwareToken does. */
  JsonObject verify(String session, String code);

  /** Returns whether a user is still there and may log in. */
  boolean mayLogIn(String poolId, String sub);

  /**
   * Issues the first tokens of a log-in.
   *
   * @param at time of the log-in
   * @return tokens as the token endpoint answers them
   */
  JsonObject tokens(OAuthClient client, String sub, Instant at, Grant grant);

  /** Issues tokens by a refresh token, in the same form. */
  JsonObject refresh(OAuthClient client, String refreshToken);

  /** Revokes a refresh token and all tokens that were issued by it. */
  void revoke(OAuthClient client, String refreshToken);

  /** Returns the claims about the user of an access token that its scopes reveal. */
  JsonObject userInfo(String poolId, String accessToken);
}
