package io.saigon.cognito.idp;

import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.Challenge.NewPasswordRequired;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.NotFoundException;
import io.saigon.cognito.service.ClosableService;
import io.saigon.cognito.verify.JwksCache;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;

/** Log-ins and refreshes: from the credentials through the challenges to the tokens. */
public final class Logins {
  private final AppClient client;
  private final SrpLogin srp;
  private final LoginFlow flow;
  private final TokenFactory tokens;
  private final JwksCache jwks;

  public Logins(
      Vertx vertx,
      CognitoClientConfig config,
      ClosableService<CognitoIdentityProviderAsyncClient> userPools,
      JwksCache jwks,
      Clock clock) {
    this.client =
        new AppClient(config.clientId(), config.userPoolId(), config.clientSecret(), userPools);
    this.srp = new SrpLogin(vertx, client, config.userPoolId(), clock);
    this.flow = config.loginFlow();
    this.tokens = new TokenFactory(clock, config);
    this.jwks = jwks;
  }

  public Future<CognitoTokens> login(LoginRequest request, @Nullable ChallengeResponder responder) {
    ChallengeResponder withNewPassword = challenge -> respond(request, responder, challenge);
    return initiate(request)
        .compose(result -> complete(result, request.username(), withNewPassword));
  }

  public Future<CognitoTokens> answer(ChallengeAnswer answer) {
    return answer(answer, challenge -> Future.failedFuture(Challenges.unanswered(challenge)));
  }

  public Future<CognitoTokens> refresh(CognitoTokens current) {
    String refreshToken = current.refreshToken();
    if (refreshToken == null) {
      throw new IllegalArgumentException(
          "The tokens hold no refresh token; pass on those of the log-in");
    }
    JsonObject claims = current.accessClaims();
    String username = claims.getString("username", claims.getString("sub", ""));
    return client
        .refresh(refreshToken, username, claims.getString("device_key"))
        .map(result -> tokens.of(result, refreshToken));
  }

  public Future<Void> revoke(String refreshToken) {
    return client.revoke(refreshToken);
  }

  private Future<AuthResult> initiate(LoginRequest request) {
    String username = request.username();
    String password = request.password();
    if (password == null) {
      return client.initiate(AuthFlowType.CUSTOM_AUTH, username, Map.of());
    }
    return switch (flow) {
      case SRP -> srp(username, password);
      case PASSWORD -> password(username, password);
      case SRP_ELSE_PASSWORD ->
          srp(username, password)
              .recover(
                  failure ->
                      CognitoErrors.isNotEnabled(failure)
                          ? password(username, password)
                          : Future.failedFuture(failure));
      case SRP_AND_CUSTOM -> checkPool(srp.loginWithCustomChallenges(username, password));
    };
  }

  private Future<AuthResult> srp(String username, String password) {
    return checkPool(srp.login(username, password));
  }

  // SRP proves the password for a pool; if there is no such pool, Cognito finds the proof wrong.
  private Future<AuthResult> checkPool(Future<AuthResult> result) {
    return result.recover(
        refused ->
            refused instanceof AuthenticationException known
                    && known.reason() == Reason.BAD_CREDENTIALS
                ? jwks.prefetch()
                    .transform(
                        fetched ->
                            Future.failedFuture(
                                fetched.cause() instanceof NotFoundException noPool
                                    ? noPool
                                    : refused))
                : Future.failedFuture(refused));
  }

  private Future<AuthResult> password(String username, String password) {
    return client.initiate(AuthFlowType.USER_PASSWORD_AUTH, username, Map.of("PASSWORD", password));
  }

  private Future<CognitoTokens> complete(
      AuthResult result, String username, ChallengeResponder responder) {
    String name = result.challengeName();
    if (name == null) {
      return Future.succeededFuture(tokens.of(result, null));
    }
    return responder
        .respond(Challenges.of(name, result, username))
        .compose(answer -> answer(answer, responder));
  }

  private Future<CognitoTokens> answer(ChallengeAnswer answer, ChallengeResponder responder) {
    String username = Objects.requireNonNull(answer, "answer").challenge().username();
    return client
        .respond(answer, username)
        .compose(result -> complete(result, username, responder));
  }

  private static Future<ChallengeAnswer> respond(
      LoginRequest request, @Nullable ChallengeResponder responder, Challenge challenge) {
    String newPassword = request.newPassword();
    if (newPassword != null
        && challenge instanceof NewPasswordRequired required
        && required.requiredAttributes().isEmpty()) {
      return Future.succeededFuture(required.answer(newPassword));
    }
    return responder == null
        ? Future.failedFuture(Challenges.unanswered(challenge))
        : responder.respond(challenge);
  }
}
