package io.saigon.rest.vertx;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.LoginRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.internal.http.HttpClientInternal;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Typed resources of a REST service behind AWS IAM, called as Cognito users.
 *
 * <p>One of the users who logged in is the current one, for whom calls are signed; a call stays
 * with the user that it began with. A server that acts for many users at once takes {@link
 * #forUser}. Calls before a log-in fail with {@link io.saigon.api.rest.NotLoggedInException}.
 */
public final class AwsSigV4RestClient extends RestClient {
  private final SigV4RequestAuthorizer users;

  private AwsSigV4RestClient(
      HttpClientInternal client, String base, SigV4RequestAuthorizer users, CallSettings settings) {
    super(client, base, users, settings);
    this.users = users;
  }

  /**
   * A client for the service and region that the base URL's host name tells ({@link
   * SigV4Scope#ofHost}); behind a host name of the user's own, an API Gateway in the user pool's
   * region is taken for granted.
   *
   * @throws io.saigon.api.ConfigurationException if no Cognito provider is on the path
   */
  public static AwsSigV4RestClient create(
      Saigon saigon, String baseUrl, CognitoClientConfig config) {
    CognitoClient cognito = saigon.cognito(config);
    SigV4Scope told = SigV4Scope.ofHost(URI.create(RestUris.base(baseUrl)).getHost());
    return create(
        saigon, baseUrl, cognito, told == null ? SigV4Scope.executeApi(cognito.region()) : told);
  }

  /**
   * A client for a service and region of any kind, such as {@code SigV4Scope.of("lambda",
   * "eu-west-1")}.
   *
   * @throws io.saigon.api.ConfigurationException if no Cognito provider is on the path
   */
  public static AwsSigV4RestClient create(
      Saigon saigon, String baseUrl, CognitoClientConfig config, SigV4Scope scope) {
    return create(saigon, baseUrl, saigon.cognito(config), scope);
  }

  /**
   * A client on an HttpClient that the application has, for its TLS, proxy and pool settings.
   *
   * @throws IllegalArgumentException if the HttpClient is not Vert.x's own
   */
  public static AwsSigV4RestClient create(
      HttpClient client, String baseUrl, SigV4RequestAuthorizer authorizer) {
    return new AwsSigV4RestClient(
        internal(client),
        RestUris.base(baseUrl),
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
                  saigon.context().onClose(made.client::close);
                  return made;
                });
    return create(shared.client, baseUrl, SigV4RequestAuthorizer.create(cognito, scope));
  }

  @Override
  public AwsSigV4RestClient withTimeout(Duration timeout) {
    return with(settings().withTimeout(timeout));
  }

  @Override
  public AwsSigV4RestClient withRetry(RetryPolicy policy) {
    return with(settings().withRetry(policy));
  }

  @Override
  public AwsSigV4RestClient withMaxResponseBody(int bytes) {
    return with(settings().withMaxResponseBody(bytes));
  }

  // Users are those of the same authorizer, so that log-ins hold for all of a client's variants.
  private AwsSigV4RestClient with(CallSettings other) {
    return new AwsSigV4RestClient(client(), base(), users, other);
  }

  /**
   * Logs a user in with a password that is not a temporary one, and makes it the current user.
   *
   * @return fails as {@link CognitoClient#openSession(LoginRequest)} does; the current user stays
   *     then
   */
  public Future<UserLogin> login(String username, String password) {
    return users.login(username, password);
  }

  /** Logs a user in, who is the current one then. */
  public Future<UserLogin> login(LoginRequest request) {
    return users.login(request);
  }

  /**
   * Makes another user who has logged in the current one.
   *
   * @param username the name that the user logged in with
   * @return the user's {@code sub}
   * @throws io.saigon.api.rest.NotLoggedInException if that user is not logged in
   */
  public UUID switchUser(String username) {
    return users.switchUser(username);
  }

  /** The current user, or null if nobody is logged in. */
  public @Nullable CurrentUser currentUser() {
    return users.currentUser();
  }

  /**
   * Returns a view that calls as one user, whoever is the current one.
   *
   * @param username the name that the user logged in with
   * @return the view
   * @throws io.saigon.api.rest.NotLoggedInException if that user is not logged in
   */
  public RestClient forUser(String username) {
    return authorizedBy(users.forUser(username));
  }

  /**
   * Logs a user out. Nobody is current then if that user was.
   *
   * @param username the name that the user logged in with
   * @return fails as {@link SigV4RequestAuthorizer#logout} does
   */
  public Future<Void> logout(String username) {
    return users.logout(username);
  }

  /** One HttpClient, and so one pool, for all clients of a Saigon. */
  private record SharedClient(HttpClientInternal client) {}
}
