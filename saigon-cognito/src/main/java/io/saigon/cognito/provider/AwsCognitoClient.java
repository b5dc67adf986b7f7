package io.saigon.cognito.provider;

import static io.saigon.api.check.Arguments.notBlank;

import io.saigon.api.cognito.AuthFactor;
import io.saigon.api.cognito.Challenge.MfaSetupRequired;
import io.saigon.api.cognito.Challenge.SoftwareTokenSetup;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CodeDelivery;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoCallContext;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoDevice;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.CognitoStoredSessions;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.MfaPreference;
import io.saigon.api.cognito.SessionStore;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.cognito.SignedUp;
import io.saigon.api.cognito.SoftwareToken;
import io.saigon.api.cognito.WebAuthnCredential;
import io.saigon.api.error.AuthenticationException;
import io.saigon.cognito.identity.IdentityPool;
import io.saigon.cognito.idp.CallData;
import io.saigon.cognito.idp.Logins;
import io.saigon.cognito.idp.PoolAdministration;
import io.saigon.cognito.idp.SelfService;
import io.saigon.cognito.idp.SharedRefreshes;
import io.saigon.cognito.idp.UserCalls;
import io.saigon.cognito.idp.UserDevices;
import io.saigon.cognito.idp.UserPasskeys;
import io.saigon.cognito.service.ClientLifetime;
import io.saigon.cognito.service.ClosableService;
import io.saigon.cognito.service.CognitoMonitor;
import io.saigon.cognito.session.LruSessions;
import io.saigon.cognito.session.Renewals;
import io.saigon.cognito.session.SavedSession;
import io.saigon.cognito.session.SavedSessionVerifier;
import io.saigon.cognito.session.Session;
import io.saigon.cognito.session.SessionContext;
import io.saigon.cognito.session.SessionState;
import io.saigon.cognito.session.StoredSessions;
import io.saigon.cognito.verify.JwksCache;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** A client for the users, log-ins, identities and sessions of one user pool. */
public final class AwsCognitoClient extends PoolAdministration implements CognitoClient {
  private final ClientLifetime lifetime;
  private final CognitoClientConfig config;
  private final Clock clock;
  private final Logins logins;
  private final IdentityPool identities;
  private final SelfService selfService;
  private final UserDevices devices;
  private final UserPasskeys passkeys;
  private final SavedSessionVerifier savedSessions;
  private final CognitoMonitor monitor;
  private final Renewals renewals;
  private final SessionContext sessionContext;

  private final ClosableService<CognitoIdentityProviderAsyncClient> userPools;
  private final JwksCache jwks;
  private final SharedRefreshes refreshes;

  /**
   * Creates a client.
   *
   * @param identityPools the service of the identity pool's region, or null without an identity
   *     pool
   */
  public AwsCognitoClient(
      ClientLifetime lifetime,
      CognitoClientConfig config,
      ClosableService<CognitoIdentityProviderAsyncClient> userPools,
      @Nullable ClosableService<CognitoIdentityAsyncClient> identityPools,
      JwksCache jwks,
      Clock clock) {
    super(config.idp(), userPools, CallData.NONE);
    this.lifetime = lifetime;
    this.config = config;
    this.clock = clock;
    this.userPools = userPools;
    this.jwks = jwks;
    this.refreshes = new SharedRefreshes(lifetime.vertx(), clock);
    this.logins = logins(CallData.NONE);
    this.identities = new IdentityPool(config.identityPoolId(), cognitoUrl(), identityPools);
    this.selfService = selfService(CallData.NONE);
    this.devices = new UserDevices(userCalls());
    this.passkeys = new UserPasskeys(userCalls());
    this.savedSessions = new SavedSessionVerifier(lifetime, config, jwks, clock);
    this.monitor = new CognitoMonitor(lifetime, config.userPoolId(), clock);
    this.renewals = new Renewals(logins, identities, monitor);
    this.sessionContext = new SessionContext(lifetime, clock, config, renewals);
  }

  private AwsCognitoClient(AwsCognitoClient other, CallData data) {
    super(other.config.idp(), other.userPools, data);
    this.lifetime = other.lifetime;
    this.config = other.config;
    this.clock = other.clock;
    this.userPools = other.userPools;
    this.jwks = other.jwks;
    this.refreshes = other.refreshes;
    this.logins = logins(data);
    this.identities = other.identities;
    this.selfService = selfService(data);
    this.devices = other.devices;
    this.passkeys = other.passkeys;
    this.savedSessions = other.savedSessions;
    this.monitor = other.monitor;
    this.renewals = other.renewals.with(logins);
    this.sessionContext = new SessionContext(lifetime, clock, config, renewals);
  }

  private Logins logins(CallData data) {
    return new Logins(lifetime.vertx(), config, userPools, jwks, clock, refreshes, data);
  }

  private SelfService selfService(CallData data) {
    return new SelfService(userCalls(), config.clientSecret(), data);
  }

  private UserCalls userCalls() {
    return new UserCalls(config.clientId(), config.userPoolId(), userPools);
  }

  @Override
  public CognitoClient withCallContext(CognitoCallContext context) {
    return new AwsCognitoClient(this, new CallData(Objects.requireNonNull(context, "context")));
  }

  @Override
  public Future<CognitoSession> openSession(LoginRequest request) {
    return login(Objects.requireNonNull(request, "request"), null);
  }

  @Override
  public Future<CognitoSession> openSession(LoginRequest request, ChallengeResponder responder) {
    Objects.requireNonNull(request, "request");
    return login(request, Objects.requireNonNull(responder, "responder"));
  }

  private Future<CognitoSession> login(
      LoginRequest request, @Nullable ChallengeResponder responder) {
    return lifetime.call(
        () ->
            monitor
                .login(() -> logins.login(request, responder))
                .map(tokens -> new SessionState(request.username(), tokens, null))
                .map(state -> session(state, true)));
  }

  @Override
  public Future<CognitoTokens> answerChallenge(ChallengeAnswer answer) {
    Objects.requireNonNull(answer, "answer");
    return monitor.login(() -> logins.answer(answer));
  }

  @Override
  public Future<CognitoTokens> refresh(CognitoTokens tokens) {
    return logins.refresh(Objects.requireNonNull(tokens, "tokens"));
  }

  @Override
  public Future<IamCredentials> iamCredentials(String idToken) {
    notBlank("idToken", idToken);
    return lifetime.call(() -> identities.credentials(idToken));
  }

  @Override
  public CognitoSession session(String username, CognitoTokens tokens) {
    notBlank("username", username);
    Objects.requireNonNull(tokens, "tokens");
    lifetime.requireOpen();
    JsonObject claims = tokens.idClaims();
    if (!("https://" + cognitoUrl()).equals(claims.getValue("iss"))
        || !config.clientId().equals(claims.getValue("aud"))) {
      throw new IllegalArgumentException(
          "The tokens are not of the app client %s of the user pool %s; pass tokens of a log-in through that app client"
              .formatted(config.clientId(), userPoolId()));
    }
    return session(new SessionState(username, tokens, null), false);
  }

  @Override
  public Future<CognitoSession> restoreSession(Buffer saved) {
    Objects.requireNonNull(saved, "saved");
    return lifetime.call(
        () -> {
          try {
            return savedSessions
                .verify(SavedSession.read(saved, config))
                .map(state -> session(state, false));
          } catch (AuthenticationException e) {
            return Future.failedFuture(e);
          }
        });
  }

  private CognitoSession session(SessionState state, boolean afterLogin) {
    return new Session(sessionContext, state, afterLogin);
  }

  @Override
  public CognitoSessions sessions(int maxSize) {
    lifetime.requireOpen();
    return new LruSessions(lifetime, maxSize);
  }

  @Override
  public CognitoStoredSessions sessions(int maxSize, SessionStore store) {
    Objects.requireNonNull(store, "store");
    lifetime.requireOpen();
    return new StoredSessions(sessionContext, savedSessions, maxSize, store);
  }

  @Override
  public Future<SignedUp> signUp(SignUpRequest request) {
    return selfService.signUp(Objects.requireNonNull(request, "request"));
  }

  @Override
  public Future<Void> confirmSignUp(String username, String code) {
    return selfService.confirmSignUp(notBlank("username", username), notBlank("code", code));
  }

  @Override
  public Future<CodeDelivery> resendConfirmationCode(String username) {
    return selfService.resendConfirmationCode(notBlank("username", username));
  }

  @Override
  public Future<CodeDelivery> forgotPassword(String username) {
    return selfService.forgotPassword(notBlank("username", username));
  }

  @Override
  public Future<Void> confirmForgotPassword(String username, String code, String newPassword) {
    return selfService.confirmForgotPassword(
        notBlank("username", username),
        notBlank("code", code),
        notBlank("newPassword", newPassword));
  }

  @Override
  public Future<Void> changePassword(String accessToken, String oldPassword, String newPassword) {
    return selfService.changePassword(
        notBlank("accessToken", accessToken),
        notBlank("oldPassword", oldPassword),
        notBlank("newPassword", newPassword));
  }

  @Override
  public Future<Void> globalSignOut(String accessToken) {
    return selfService.globalSignOut(notBlank("accessToken", accessToken));
  }

  @Override
  public Future<Map<String, String>> attributes(String accessToken) {
    return selfService.attributes(notBlank("accessToken", accessToken));
  }

  @Override
  public Future<List<CodeDelivery>> updateAttributes(
      String accessToken, Map<String, String> attributes) {
    return selfService.updateAttributes(
        notBlank("accessToken", accessToken),
        Map.copyOf(Objects.requireNonNull(attributes, "attributes")));
  }

  @Override
  public Future<CodeDelivery> attributeVerificationCode(String accessToken, String attribute) {
    return selfService.attributeVerificationCode(
        notBlank("accessToken", accessToken), notBlank("attribute", attribute));
  }

  @Override
  public Future<Void> verifyAttribute(String accessToken, String attribute, String code) {
    return selfService.verifyAttribute(
        notBlank("accessToken", accessToken),
        notBlank("attribute", attribute),
        notBlank("code", code));
  }

  @Override
  public Future<Void> deleteAttributes(String accessToken, Set<String> attributes) {
    return selfService.deleteAttributes(
        notBlank("accessToken", accessToken),
        Set.copyOf(Objects.requireNonNull(attributes, "attributes")));
  }

  @Override
  public Future<Set<AuthFactor>> authFactors(String accessToken) {
    return selfService.authFactors(notBlank("accessToken", accessToken));
  }

  @Override
  public Future<SoftwareTokenSetup> associateSoftwareToken(MfaSetupRequired challenge) {
    Objects.requireNonNull(challenge, "challenge");
    if (!challenge.available().contains(CodeMedium.TOTP)) {
      throw new IllegalArgumentException(
          "The challenge does not offer TOTP but %s; set up one of those"
              .formatted(challenge.available()));
    }
    return logins.associateSoftwareToken(challenge);
  }

  @Override
  public Future<SoftwareToken> associateSoftwareToken(String accessToken) {
    return selfService.associateSoftwareToken(notBlank("accessToken", accessToken));
  }

  @Override
  public Future<Void> verifySoftwareToken(String accessToken, String code) {
    return selfService.verifySoftwareToken(
        notBlank("accessToken", accessToken), notBlank("code", code));
  }

  @Override
  public Future<MfaPreference> mfaPreference(String accessToken) {
    return selfService.mfaPreference(notBlank("accessToken", accessToken));
  }

  @Override
  public Future<Void> setMfaPreference(String accessToken, MfaPreference preference) {
    Objects.requireNonNull(preference, "preference");
    return selfService.setMfaPreference(notBlank("accessToken", accessToken), preference);
  }

  @Override
  public Future<List<CognitoDevice>> devices(String accessToken) {
    return devices.list(notBlank("accessToken", accessToken));
  }

  @Override
  public Future<Void> setDeviceRemembered(
      String accessToken, String deviceKey, boolean remembered) {
    return devices.setRemembered(
        notBlank("accessToken", accessToken), notBlank("deviceKey", deviceKey), remembered);
  }

  @Override
  public Future<Void> forgetDevice(String accessToken, String deviceKey) {
    return devices.forget(notBlank("accessToken", accessToken), notBlank("deviceKey", deviceKey));
  }

  @Override
  public Future<JsonObject> startWebAuthnRegistration(String accessToken) {
    return passkeys.start(notBlank("accessToken", accessToken));
  }

  @Override
  public Future<Void> completeWebAuthnRegistration(String accessToken, JsonObject credential) {
    Objects.requireNonNull(credential, "credential");
    return passkeys.complete(notBlank("accessToken", accessToken), credential);
  }

  @Override
  public Future<List<WebAuthnCredential>> webAuthnCredentials(String accessToken) {
    return passkeys.list(notBlank("accessToken", accessToken));
  }

  @Override
  public Future<Void> deleteWebAuthnCredential(String accessToken, String credentialId) {
    return passkeys.delete(
        notBlank("accessToken", accessToken), notBlank("credentialId", credentialId));
  }
}
