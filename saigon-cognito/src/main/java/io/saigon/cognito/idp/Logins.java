package io.saigon.cognito.idp;

import io.saigon.api.cognito.AuthFactor;
import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.Challenge.AuthFactorRequired;
import io.saigon.api.cognito.Challenge.MfaSetupRequired;
import io.saigon.api.cognito.Challenge.NewPasswordRequired;
import io.saigon.api.cognito.Challenge.PasswordRequired;
import io.saigon.api.cognito.Challenge.SoftwareTokenSetup;
import io.saigon.api.cognito.Challenge.WebAuthnRequired;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.DeviceCredentials;
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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;

/** Log-ins and refreshes: from the credentials through the challenges to the tokens. */
public final class Logins {
  private static final String PASSKEY_REFUSED =
      "The user pool refused the passkey; check that the page's origin belongs to the pool's relying party, and that the assertion answers this challenge";

  private final AppClient client;
  private final SrpLogin srp;
  private final LoginFlow flow;
  private final TokenFactory tokens;
  private final JwksCache jwks;
  private final SharedRefreshes refreshes;
  private final DeviceLogins devices;
  private final @Nullable DeviceCredentials device;

  public Logins(
      Vertx vertx,
      CognitoClientConfig config,
      ClosableService<CognitoIdentityProviderAsyncClient> userPools,
      JwksCache jwks,
      Clock clock,
      SharedRefreshes refreshes,
      CallData data) {
    this.client =
        new AppClient(
            config.clientId(), config.userPoolId(), config.clientSecret(), userPools, data);
    this.refreshes = refreshes;
    this.srp = new SrpLogin(vertx, client, config.userPoolId(), clock);
    this.flow = config.loginFlow();
    this.tokens = new TokenFactory(clock, config);
    this.jwks = jwks;
    this.devices = new DeviceLogins(vertx, client, tokens);
    this.device = null;
  }

  private Logins(Logins other, DeviceCredentials device) {
    this.client = other.client.forDevice(device.key());
    this.srp = other.srp.with(client);
    this.flow = other.flow;
    this.tokens = other.tokens;
    this.jwks = other.jwks;
    this.refreshes = other.refreshes;
    this.devices = other.devices;
    this.device = device;
  }

  public Future<CognitoTokens> login(LoginRequest request, @Nullable ChallengeResponder responder) {
    DeviceCredentials known = request.device();
    return known == null
        ? attempt(request, responder)
        : new Logins(this, known)
            .attempt(request, responder)
            .recover(
                failure ->
                    CognitoErrors.isUnknownDevice(failure)
                        ? attempt(request, responder)
                        : Future.failedFuture(failure));
  }

  private Future<CognitoTokens> attempt(
      LoginRequest request, @Nullable ChallengeResponder responder) {
    ChallengeResponder withNewPassword = challenge -> respond(request, responder, challenge);
    return initiate(request)
        .compose(result -> complete(result, request.username(), withNewPassword));
  }

  public Future<CognitoTokens> answer(ChallengeAnswer answer) {
    return answer(
        answer, challenge -> Future.failedFuture(ChallengeRequiredException.of(challenge)));
  }

  public Future<CognitoTokens> refresh(CognitoTokens current) {
    String refreshToken = current.refreshToken();
    if (refreshToken == null) {
      throw new IllegalArgumentException(
          "The tokens hold no refresh token; pass on those of the log-in");
    }
    JsonObject claims = current.accessClaims();
    DeviceCredentials known = current.device();
    String deviceKey = known == null ? claims.getString("device_key") : known.key();
    String username = claims.getString("username", claims.getString("sub", ""));
    return refreshes.refresh(
        refreshToken,
        () ->
            client
                .refresh(refreshToken, username, deviceKey)
                .map(result -> tokens.of(result, refreshToken, current.device())));
  }

  public Future<Void> revoke(String refreshToken) {
    return client.revoke(refreshToken);
  }

  private Future<AuthResult> initiate(LoginRequest request) {
    String username = request.username();
    String password = request.password();
    if (request.preferredFactor() != null || flow == LoginFlow.USER_AUTH) {
      return byChoice(request);
    }
    if (password == null) {
      return client.initiate(AuthFlowType.CUSTOM_AUTH, username, Map.of());
    }
    return switch (flow) {
      case SRP, USER_AUTH -> srp(username, password);
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

  private Future<AuthResult> byChoice(LoginRequest request) {
    String username = request.username();
    String password = request.password();
    AuthFactor factor = request.preferredFactor();
    if (password != null && (factor == null || factor == AuthFactor.PASSWORD_SRP)) {
      return checkPool(srp.loginByChoice(username, password));
    }
    Map<String, String> parameters = new HashMap<>();
    if (factor != null) {
      parameters.put("PREFERRED_CHALLENGE", factor.name());
    }
    if (password != null && factor == AuthFactor.PASSWORD) {
      parameters.put("PASSWORD", password);
    }
    return client.initiate(AuthFlowType.USER_AUTH, username, parameters);
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
      return devices.tokens(result, device);
    }
    if (device != null && name.equals(DeviceLogins.CHALLENGE)) {
      return DeviceLogins.prove(srp, device, result, username)
          .compose(next -> complete(next, username, responder));
    }
    return responder
        .respond(Challenges.of(name, result, username))
        .compose(answer -> answer(answer, responder));
  }

  private Future<CognitoTokens> answer(ChallengeAnswer answer, ChallengeResponder responder) {
    String username = answer.challenge().username();
    return respond(answer).compose(result -> complete(result, username, responder));
  }

  private Future<AuthResult> respond(ChallengeAnswer answer) {
    String password = answer.responses().get("PASSWORD");
    if (password != null && isBySrp(answer)) {
      Map<String, String> responses = new HashMap<>(answer.responses());
      responses.remove("PASSWORD");
      return checkPool(srp.respond(answer.challenge(), responses, password));
    }
    if (answer.challenge() instanceof WebAuthnRequired passkey) {
      return client
          .respond(answer, passkey.username())
          .recover(failure -> Future.failedFuture(CognitoErrors.refused(failure, PASSKEY_REFUSED)));
    }
    return answer.challenge() instanceof SoftwareTokenSetup setup
        ? client
            .verifySoftwareToken(setup.session(), answer.responses().getOrDefault("UserCode", ""))
            .compose(session -> client.respond(setup.name(), setup.username(), session, Map.of()))
        : client.respond(answer, answer.challenge().username());
  }

  private static boolean isBySrp(ChallengeAnswer answer) {
    Challenge challenge = answer.challenge();
    return challenge instanceof PasswordRequired password
        ? password.factor() == AuthFactor.PASSWORD_SRP
        : challenge instanceof AuthFactorRequired
            && AuthFactor.PASSWORD_SRP.name().equals(answer.responses().get("ANSWER"));
  }

  /** Begins the enrolment of an authenticator app during a log-in. */
  public Future<SoftwareTokenSetup> associateSoftwareToken(MfaSetupRequired challenge) {
    return client.associateSoftwareToken(challenge);
  }

  private static Future<ChallengeAnswer> respond(
      LoginRequest request, @Nullable ChallengeResponder responder, Challenge challenge) {
    String newPassword = request.newPassword();
    if (newPassword != null
        && challenge instanceof NewPasswordRequired required
        && required.requiredAttributes().isEmpty()) {
      return Future.succeededFuture(required.answer(newPassword));
    }
    String password = request.password();
    if (password != null && challenge instanceof PasswordRequired required) {
      return Future.succeededFuture(required.answer(password));
    }
    return responder == null
        ? Future.failedFuture(ChallengeRequiredException.of(challenge))
        : responder.respond(challenge);
  }
}
