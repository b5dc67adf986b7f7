package io.saigon.rest.vertx;

import io.saigon.api.CredentialsProvider;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests with the IAM credentials of Cognito users. One of the users who logged in is the
 * current one; {@link #forUser} gives a view that does not care who that is.
 *
 * <p>Safe for use from any thread. Futures complete on the caller's context.
 */
public final class SigV4RequestAuthorizer implements RequestAuthorizer {
  private final CognitoClient cognito;
  private final SigV4Signer signer;
  private final SkewedClock clock = new SkewedClock(Clock.systemUTC());
  private final Map<String, CognitoSession> sessions = new ConcurrentHashMap<>();
  private volatile @Nullable CognitoSession current;

  private SigV4RequestAuthorizer(CognitoClient cognito, SigV4Scope scope) {
    this.cognito = Objects.requireNonNull(cognito, "cognito");
    this.signer = SigV4Signer.create(scope);
  }

  /** An authorizer that nobody has logged in with yet. */
  public static SigV4RequestAuthorizer create(CognitoClient cognito, SigV4Scope scope) {
    return new SigV4RequestAuthorizer(cognito, scope);
  }

  /** An authorizer for one identity: a service's own role, a constant. */
  public static RequestAuthorizer of(CredentialsProvider credentials, SigV4Scope scope) {
    Objects.requireNonNull(credentials, "credentials");
    return new UserAuthorizer(
        new Signing(SigV4Signer.create(scope), credentials, new SkewedClock(Clock.systemUTC())));
  }

  /**
   * Logs a user in with a password that is not a temporary one, and makes it the current user.
   *
   * @return fails as {@link CognitoClient#openSession(LoginRequest)} does; the current user stays
   *     then
   */
  public Future<UserLogin> login(String username, String password) {
    return login(LoginRequest.of(username, password));
  }

  /** Logs a user in, who is the current one then. */
  public Future<UserLogin> login(LoginRequest request) {
    return cognito.openSession(request).compose(this::login);
  }

  /** Takes a user in who logged in elsewhere, and is the current one then. */
  public Future<UserLogin> login(CognitoSession session) {
    return session
        .iamCredentials()
        .map(
            iam -> {
              sessions.put(session.username(), session);
              current = session;
              return new UserLogin(
                  session.username(), session.userId(), iam.identityId(), iam.credentials());
            });
  }

  /** The current user, or null if nobody is logged in. */
  public @Nullable CurrentUser currentUser() {
    CognitoSession session = current;
    return session == null ? null : new CurrentUser(session.username(), session.userId());
  }

  /**
   * Makes another user who has logged in the current one.
   *
   * @return the user's {@code sub}
   * @throws IllegalArgumentException if that user has not logged in
   */
  public UUID switchUser(String username) {
    CognitoSession session = session(username);
    current = session;
    return session.userId();
  }

  /**
   * A view that signs for one user, whoever is the current one. It serves later log-ins of that
   * user too.
   *
   * @throws IllegalArgumentException if that user has not logged in
   */
  public RequestAuthorizer forUser(String username) {
    session(username);
    return new UserView(username);
  }

  /**
   * Logs a user out. Nobody is current then if that user was.
   *
   * @throws IllegalArgumentException if that user has not logged in
   */
  public Future<Void> logout(String username) {
    CognitoSession session = session(username);
    sessions.remove(username, session);
    if (session.equals(current)) {
      current = null;
    }
    return session.logout();
  }

  /** Signs for the current user; fails with an {@link IllegalStateException} if there is none. */
  @Override
  public Future<RestRequest> authorize(RestRequest request) {
    return forCall().authorize(request);
  }

  @Override
  public Future<Boolean> recover(RestRequest request, int statusCode, MultiMap headers) {
    return forCall().recover(request, statusCode, headers);
  }

  @Override
  public void repeatFailed(RestRequest request, int statusCode, MultiMap headers) {
    forCall().repeatFailed(request, statusCode, headers);
  }

  @Override
  public @Nullable String explain(RestRequest request, Buffer body) {
    return forCall().explain(request, body);
  }

  @Override
  public RequestAuthorizer forCall() {
    return signingFor(current, "Nobody is logged in; call login first");
  }

  private RequestAuthorizer signingFor(@Nullable CognitoSession session, String otherwise) {
    return session == null
        ? request -> Future.failedFuture(new IllegalStateException(otherwise))
        : new UserAuthorizer(new Signing(signer, session, clock));
  }

  private CognitoSession session(String username) {
    CognitoSession session = sessions.get(Objects.requireNonNull(username, "username"));
    if (session == null) {
      throw new IllegalArgumentException(
          "User '" + username + "' has not logged in here; call login first");
    }
    return session;
  }

  private final class UserView implements RequestAuthorizer {
    private final String username;

    UserView(String username) {
      this.username = username;
    }

    @Override
    public Future<RestRequest> authorize(RestRequest request) {
      return forCall().authorize(request);
    }

    @Override
    public Future<Boolean> recover(RestRequest request, int statusCode, MultiMap headers) {
      return forCall().recover(request, statusCode, headers);
    }

    @Override
    public void repeatFailed(RestRequest request, int statusCode, MultiMap headers) {
      forCall().repeatFailed(request, statusCode, headers);
    }

    @Override
    public RequestAuthorizer forCall() {
      return signingFor(
          sessions.get(username), "User '" + username + "' has logged out; call login again");
    }
  }
}
