package io.saigon.cognito;

import io.saigon.api.AuthenticationException;
import io.saigon.api.AuthenticationException.Reason;
import io.saigon.api.NotFoundException;
import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.Challenge.NewPasswordRequired;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;

/** Log-ins from the password, through the challenges, to the tokens. */
final class Logins {
  private final AppClient client;
  private final SrpLogin srp;
  private final LoginFlow flow;
  private final Tokens tokens;
  private final PoolKeys keys;

  Logins(AppClient client, SrpLogin srp, LoginFlow flow, Tokens tokens, PoolKeys keys) {
    this.client = client;
    this.srp = srp;
    this.flow = flow;
    this.tokens = tokens;
    this.keys = keys;
  }

  Future<CognitoTokens> login(LoginRequest request, @Nullable ChallengeResponder responder) {
    ChallengeResponder all = challenge -> respond(request, responder, challenge);
    return begin(request).compose(step -> goOn(step, request.username(), all));
  }

  Future<CognitoTokens> answer(ChallengeAnswer answer) {
    return answer(answer, challenge -> Future.failedFuture(Challenges.unanswered(challenge)));
  }

  Future<CognitoTokens> refresh(CognitoTokens old) {
    String refreshToken = old.refreshToken();
    if (refreshToken == null) {
      throw new IllegalArgumentException(
          "The tokens hold no refresh token; pass on those of the log-in");
    }
    JsonObject claims = old.accessClaims();
    String username = claims.getString("username", claims.getString("sub", ""));
    return client
        .refresh(refreshToken, username, claims.getString("device_key"))
        .map(step -> tokens.of(step, refreshToken));
  }

  private Future<Step> begin(LoginRequest request) {
    String username = request.username();
    String password = request.password();
    if (password == null) {
      return client.begin(AuthFlowType.CUSTOM_AUTH, username, Map.of());
    }
    return switch (flow) {
      case SRP -> srp(username, password);
      case PASSWORD -> password(username, password);
      case SRP_ELSE_PASSWORD ->
          srp(username, password)
              .recover(
                  failure ->
                      Refusals.isNotEnabled(failure)
                          ? password(username, password)
                          : Future.failedFuture(failure));
      case SRP_AND_CUSTOM -> ofPool(srp.beginCustom(username, password));
    };
  }

  private Future<Step> srp(String username, String password) {
    return ofPool(srp.begin(username, password));
  }

  // SRP proves the password for a pool. If there is no such pool, Cognito finds the proof wrong.
  private Future<Step> ofPool(Future<Step> proved) {
    return proved.recover(
        refused ->
            refused instanceof AuthenticationException known
                    && known.reason() == Reason.BAD_CREDENTIALS
                ? keys.prefetch()
                    .transform(
                        fetched ->
                            Future.failedFuture(
                                fetched.cause() instanceof NotFoundException noPool
                                    ? noPool
                                    : refused))
                : Future.failedFuture(refused));
  }

  private Future<Step> password(String username, String password) {
    return client.begin(AuthFlowType.USER_PASSWORD_AUTH, username, Map.of("PASSWORD", password));
  }

  private Future<CognitoTokens> goOn(Step step, String typed, ChallengeResponder responder) {
    String name = step.challengeName();
    if (name == null) {
      return Future.succeededFuture(tokens.of(step, null));
    }
    return responder
        .respond(Challenges.of(name, step, typed))
        .compose(answer -> answer(answer, responder));
  }

  private Future<CognitoTokens> answer(ChallengeAnswer answer, ChallengeResponder responder) {
    String username = Objects.requireNonNull(answer, "answer").challenge().username();
    return client.answer(answer, username).compose(step -> goOn(step, username, responder));
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
