package io.saigon.cognito;

import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.CreatedUser;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.aws.AwsService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Objects;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** Puts administration, log-ins, identities and sessions behind one face. */
final class UserPoolClient implements CognitoClient {
  private final Vertx vertx;
  private final CognitoClientConfig config;
  private final Clock clock;
  private final UserPoolAdmin admin;
  private final AppClient appClient;
  private final Logins logins;
  private final IdentityPool identities;

  UserPoolClient(
      Vertx vertx,
      CognitoClientConfig config,
      AwsService<CognitoIdentityProviderAsyncClient> userPools,
      AwsService<CognitoIdentityAsyncClient> identityPools,
      Clock clock) {
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
    this.admin = new UserPoolAdmin(config.idp(), userPools);
    this.appClient = new AppClient(config.clientId(), config.clientSecret(), userPools);
    this.logins =
        new Logins(
            appClient,
            new SrpLogin(vertx, appClient, config.userPoolId(), clock),
            config.loginFlow(),
            new Tokens(clock));
    this.identities = new IdentityPool(config.identityPoolId(), admin.cognitoUrl(), identityPools);
  }

  @Override
  public Future<CognitoTokens> loginUser(LoginRequest request) {
    return logins.login(Objects.requireNonNull(request, "request"), null);
  }

  @Override
  public Future<CognitoTokens> loginUser(LoginRequest request, ChallengeResponder responder) {
    Objects.requireNonNull(request, "request");
    return logins.login(request, Objects.requireNonNull(responder, "responder"));
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
    if (Objects.requireNonNull(idToken, "idToken").isBlank()) {
      throw new IllegalArgumentException("idToken must not be blank");
    }
    return identities.credentials(idToken);
  }

  @Override
  public CognitoSession session(String username, CognitoTokens tokens) {
    UserPoolAdmin.requireName(username);
    String issuer = tokens.idClaims().getString("iss");
    String audience = tokens.idClaims().getString("aud");
    if (!("https://" + cognitoUrl()).equals(issuer) || !config.clientId().equals(audience)) {
      throw new IllegalArgumentException(
          "The tokens are not of the app client %s of the user pool %s; take those of its own log-in"
              .formatted(config.clientId(), userPoolId()));
    }
    return new Session(vertx, clock, username, tokens, logins, appClient, identities);
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
}
