package io.saigon.cognito;

import io.saigon.api.AuthenticationException;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CodeDelivery;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.CreatedUser;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.cognito.SignedUp;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** Puts administration, log-ins, identities and sessions behind one face. */
final class UserPoolClient implements CognitoClient {
  private final Lifetime lifetime;
  private final CognitoClientConfig config;
  private final Clock clock;
  private final UserPoolAdmin admin;
  private final Logins logins;
  private final IdentityPool identities;
  private final SelfService selfService;
  private final SavedSessions savedSessions;
  private final Renewals renewals;

  UserPoolClient(
      Lifetime lifetime,
      CognitoClientConfig config,
      OpenService<CognitoIdentityProviderAsyncClient> userPools,
      OpenService<CognitoIdentityAsyncClient> identityPools,
      PoolKeys keys,
      Clock clock) {
    this.lifetime = lifetime;
    this.config = config;
    this.clock = clock;
    this.admin = new UserPoolAdmin(config.idp(), userPools);
    AppClient appClient = new AppClient(config.clientId(), config.clientSecret(), userPools);
    this.logins =
        new Logins(
            appClient,
            new SrpLogin(lifetime.vertx(), appClient, config.userPoolId(), clock),
            config.loginFlow(),
            new Tokens(clock, config),
            keys);
    this.identities = new IdentityPool(config.identityPoolId(), admin.cognitoUrl(), identityPools);
    this.selfService = new SelfService(config.clientId(), config.clientSecret(), userPools);
    this.savedSessions = new SavedSessions(lifetime, config, keys, clock);
    this.renewals = new Renewals(logins, appClient, identities);
  }

  @Override
  public Future<CognitoTokens> loginUser(LoginRequest request) {
    Objects.requireNonNull(request, "request");
    return lifetime.call(() -> logins.login(request, null));
  }

  @Override
  public Future<CognitoTokens> loginUser(LoginRequest request, ChallengeResponder responder) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(responder, "responder");
    return lifetime.call(() -> logins.login(request, responder));
  }

  @Override
  public Future<CognitoTokens> answerChallenge(ChallengeAnswer answer) {
    return logins.answer(Objects.requireNonNull(answer, "answer"));
  }

  @Override
  public Future<CognitoTokens> refresh(CognitoTokens tokens) {
    return logins.refresh(Objects.requireNonNull(tokens, "tokens"));
  }

  @Override
  public Future<IamCredentials> iamCredentials(String idToken) {
    return identities.credentials(requireText(idToken, "idToken"));
  }

  @Override
  public CognitoSession session(String username, CognitoTokens tokens) {
    lifetime.requireOpen();
    UserPoolAdmin.requireName(username);
    JsonObject claims = tokens.idClaims();
    if (!("https://" + cognitoUrl()).equals(claims.getValue("iss"))
        || !config.clientId().equals(claims.getValue("aud"))) {
      throw new IllegalArgumentException(
          "The tokens are not of the app client %s of the user pool %s; take those of its own log-in"
              .formatted(config.clientId(), userPoolId()));
    }
    return session(new SavedSession(username, tokens, null));
  }

  @Override
  public Future<CognitoSession> restoreSession(Buffer saved) {
    Objects.requireNonNull(saved, "saved");
    return lifetime.call(
        () -> {
          try {
            return savedSessions.verified(SavedSession.read(saved, config)).map(this::session);
          } catch (AuthenticationException e) {
            return Future.failedFuture(e);
          }
        });
  }

  private CognitoSession session(SavedSession saved) {
    return new Session(lifetime, clock, config, saved, renewals);
  }

  @Override
  public CognitoSessions sessions(int most) {
    lifetime.requireOpen();
    return new BoundedSessions(this, lifetime, most);
  }

  @Override
  public Future<SignedUp> signUp(SignUpRequest request) {
    return selfService.signUp(Objects.requireNonNull(request, "request"));
  }

  @Override
  public Future<Void> confirmSignUp(String username, String code) {
    return selfService.confirmSignUp(requireText(username, "username"), requireText(code, "code"));
  }

  @Override
  public Future<CodeDelivery> resendConfirmationCode(String username) {
    return selfService.resendConfirmationCode(requireText(username, "username"));
  }

  @Override
  public Future<CodeDelivery> forgotPassword(String username) {
    return selfService.forgotPassword(requireText(username, "username"));
  }

  @Override
  public Future<Void> confirmForgotPassword(String username, String code, String newPassword) {
    return selfService.confirmForgotPassword(
        requireText(username, "username"),
        requireText(code, "code"),
        requireText(newPassword, "newPassword"));
  }

  @Override
  public Future<Void> changePassword(String accessToken, String oldPassword, String newPassword) {
    return selfService.changePassword(
        requireText(accessToken, "accessToken"),
        requireText(oldPassword, "oldPassword"),
        requireText(newPassword, "newPassword"));
  }

  @Override
  public Future<Void> globalSignOut(String accessToken) {
    return selfService.globalSignOut(requireText(accessToken, "accessToken"));
  }

  private static String requireText(String value, String name) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }

  @Override
  public String userPoolId() {
    return admin.userPoolId();
  }

  @Override
  public String region() {
    return admin.region();
  }

  @Override
  public String cognitoUrl() {
    return admin.cognitoUrl();
  }

  @Override
  public Future<CreatedUser> createUser(CreateUserRequest request) {
    return admin.createUser(request);
  }

  @Override
  public Future<Boolean> deleteUser(String username) {
    return admin.deleteUser(username);
  }

  @Override
  public Future<Void> confirmUser(String username) {
    return admin.confirmUser(username);
  }

  @Override
  public Future<List<String>> groups() {
    return admin.groups();
  }

  @Override
  public Future<List<String>> userGroups(String username) {
    return admin.userGroups(username);
  }

  @Override
  public Future<Void> addUserToGroup(String username, String groupName) {
    return admin.addUserToGroup(username, groupName);
  }

  @Override
  public Future<Void> removeUserFromGroup(String username, String groupName) {
    return admin.removeUserFromGroup(username, groupName);
  }

  @Override
  public Future<Void> signOutUser(String username) {
    return admin.signOutUser(username);
  }
}
