package io.saigon.rest.vertx;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.rest.vertx.http.VertxHttpClient;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.syntax.ResourceUris;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client for the typed resources of a REST service behind AWS IAM, on behalf of Cognito users.
 *
 * <p>Calls are signed for the current user, one of those who logged in; a call is signed for the
 * same user until it completes. A server that acts for many users uses {@link #forUser}. Calls
 * before a log-in fail with {@link io.saigon.api.rest.NotLoggedInException}.
 */
public final class AwsSigV4RestClient extends RestClient {
  private final SigV4RequestAuthorizer users;

  private AwsSigV4RestClient(
      VertxHttpClient client, String base, SigV4RequestAuthorizer users, CallSettings settings) {
    super(client, base, users, settings);
    this.users = users;
  }

  /**
   * Creates a client for the service and region of the base URL's host name ({@link
   * SigV4Scope#ofHost}), or, behind a custom host name, for an API Gateway in the user pool's
   * region.
   *
   * @param saigon finds the Cognito provider; its close ends the client
   * @param baseUrl URL that paths are relative to
   * @param config user pool, app client and identity pool of the users
   * @return the client
   * @throws IllegalArgumentException if the URL is malformed, or holds a query or fragment
   * @throws io.saigon.api.error.ConfigurationException if no Cognito provider is on the path
   */
  public static AwsSigV4RestClient create(
      Saigon saigon, String baseUrl, CognitoClientConfig config) {
    Objects.requireNonNull(saigon, "saigon");
    Objects.requireNonNull(baseUrl, "baseUrl");
    CognitoClient cognito = saigon.cognito(config);
    SigV4Scope ofHost = SigV4Scope.ofHost(URI.create(ResourceUris.base(baseUrl)).getHost());
    return create(
        saigon,
        baseUrl,
        cognito,
        ofHost == null ? SigV4Scope.executeApi(cognito.region()) : ofHost);
  }

  /**
   * Creates a client for any service and region, such as {@code SigV4Scope.of("lambda",
   * "eu-west-1")}.
   *
   * @param saigon finds the Cognito provider; its close ends the client
   * @param baseUrl URL that paths are relative to
   * @param config user pool, app client and identity pool of the users
   * @param scope service and region to sign for
   * @return the client
   * @throws IllegalArgumentException if the URL is malformed, or holds a query or fragment
   * @throws io.saigon.api.error.ConfigurationException if no Cognito provider is on the path
   */
  public static AwsSigV4RestClient create(
      Saigon saigon, String baseUrl, CognitoClientConfig config, SigV4Scope scope) {
    Objects.requireNonNull(saigon, "saigon");
    Objects.requireNonNull(baseUrl, "baseUrl");
    return create(saigon, baseUrl, saigon.cognito(config), scope);
  }

  /**
   * Creates a client on an HttpClient that the application has, for its TLS, proxy and pool
   * settings.
   *
   * @param client HttpClient, which the application closes
   * @param baseUrl URL that paths are relative to
   * @param authorizer holds the users and signs their requests
   * @return the client
   * @throws IllegalArgumentException if the HttpClient is not Vert.x's own, or the URL is
   *     malformed, or holds a query or fragment
   */
  public static AwsSigV4RestClient create(
      HttpClient client, String baseUrl, SigV4RequestAuthorizer authorizer) {
    return new AwsSigV4RestClient(
        VertxHttpClient.of(client),
        ResourceUris.base(baseUrl),
        Objects.requireNonNull(authorizer, "authorizer"),
        CallSettings.DEFAULTS);
  }

  private static AwsSigV4RestClient create(
      Saigon saigon, String baseUrl, CognitoClient cognito, SigV4Scope scope) {
    Vertx vertx = saigon.context().vertx();
    SharedClient shared =
        saigon
            .context()
            .shared(
                SharedClient.class,
                () -> {
                  SharedClient made =
                      new SharedClient(
                          newClient(vertx, saigon.context().options().effectiveTrust()));
                  saigon.context().onClose(made.client.client()::close);
                  return made;
                });
    return create(shared.client.client(), baseUrl, SigV4RequestAuthorizer.create(cognito, scope));
  }

  @Override
  public AwsSigV4RestClient withTimeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return with(settings().withTimeout(timeout));
  }

  @Override
  public AwsSigV4RestClient withRetry(RetryPolicy policy) {
    return with(settings().withRetry(Objects.requireNonNull(policy, "policy")));
  }

  @Override
  public AwsSigV4RestClient withMaxResponseBody(int bytes) {
    return with(settings().withMaxResponseBody(bytes));
  }

  // The same authorizer, so that log-ins hold for all variants of a client.
  private AwsSigV4RestClient with(CallSettings other) {
    return new AwsSigV4RestClient(client(), base(), users, other);
  }

  /**
   * Logs a user in with a password that is not a temporary one, and makes it the current user.
   *
   * @param username name of the user
   * @param password password of the user
   * @return the user's session; fails as {@link SigV4RequestAuthorizer#login(String, String)} does,
   *     and the current user stays the same then
   */
  public Future<CognitoSession> login(String username, String password) {
    return users.login(username, password);
  }

  /**
   * Logs a user in, lets a responder answer challenges, and makes it the current user.
   *
   * @param request name of the user, and password or other means to authenticate
   * @param responder answers challenges
   * @return the user's session; fails as {@link SigV4RequestAuthorizer#login(LoginRequest,
   *     ChallengeResponder)} does, and the current user stays the same then
   */
  public Future<CognitoSession> login(LoginRequest request, ChallengeResponder responder) {
    return users.login(request, responder);
  }

  /**
   * Adds the session of a user who has logged in already, and makes it the current user.
   *
   * @param session session of the user, with the same user pool and app client
   * @return the same session; fails as {@link SigV4RequestAuthorizer#login(CognitoSession)} does,
   *     and the current user stays the same then
   */
  public Future<CognitoSession> login(CognitoSession session) {
    Objects.requireNonNull(session, "session");
    return users.login(session);
  }

  /**
   * Makes another user who has logged in the current user.
   *
   * @param username the name that the user logged in with
   * @return the user's {@code sub}
   * @throws io.saigon.api.rest.NotLoggedInException if that user is not logged in
   */
  public UUID switchUser(String username) {
    return users.switchUser(username);
  }

  /**
   * Returns the session of the current user.
   *
   * @return the session, or null if nobody is logged in
   */
  public @Nullable CognitoSession currentUser() {
    return users.currentUser();
  }

  /**
   * Returns a view that signs for one user, independent of the current one.
   *
   * @param username the name that the user logged in with
   * @return the view
   * @throws io.saigon.api.rest.NotLoggedInException if that user is not logged in
   */
  public RestClient forUser(String username) {
    return authorizedBy(users.forUser(username));
  }

  /**
   * Returns a client for the user of a session, independent of the current one. The user need not
   * have logged in here, and does not become one of those who have: {@code
   * cognito.openSession(request).map(api::forSession)} is a client for one user.
   *
   * @param session session of the user
   * @return the client; after a logout of the session its calls fail with {@link
   *     io.saigon.api.error.AuthenticationException}
   */
  public RestClient forSession(CognitoSession session) {
    return authorizedBy(users.forSession(session));
  }

  /**
   * Logs a user out. If it was the current user, there is none then.
   *
   * @param username the name that the user logged in with
   * @return completes when the user is logged out; fails as {@link SigV4RequestAuthorizer#logout}
   *     does
   */
  public Future<Void> logout(String username) {
    return users.logout(username);
  }

  /** One HttpClient, and so one pool, for all clients of a Saigon. */
  private record SharedClient(VertxHttpClient client) {}
}
