package io.saigon.rest.vertx;

import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.ClosedException;
import io.saigon.api.rest.NotLoggedInException;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.saigon.rest.vertx.identity.IdentityAuthorizer;
import io.saigon.rest.vertx.identity.IdentitySigner;
import io.saigon.rest.vertx.identity.SkewCorrectedClock;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.sigv4.SigV4Signer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests with the IAM credentials of Cognito users. One of the users who logged in is the
 * current one; {@link #forUser} returns a view that is independent of it.
 *
 * <p>The sessions of a bounded number of users are kept. The session that has not been used for
 * longest is dropped for a further one; from then on calls for that user fail with {@link
 * NotLoggedInException} until the next log-in. Sessions need not be closed, and calls under way
 * keep theirs.
 *
 * <p>Safe for use from any thread. Futures complete on the caller's context.
 */
public final class SigV4RequestAuthorizer implements RequestAuthorizer {
  private static final int MAX_USERS = 10_000;

  private final CognitoClient cognito;
  private final SigV4Signer signer;
  private final SkewCorrectedClock clock = new SkewCorrectedClock(Clock.systemUTC());
  private final CognitoSessions sessions;
  private volatile @Nullable CognitoSession current;

  private SigV4RequestAuthorizer(CognitoClient cognito, SigV4Scope scope, int maxUsers) {
    this.cognito = Objects.requireNonNull(cognito, "cognito");
    this.signer = SigV4Signer.create(scope);
    this.sessions = cognito.sessions(maxUsers);
  }

  /**
   * Creates an authorizer that nobody has logged in with yet, for 10,000 users at most.
   *
   * @param cognito client of the user pool and identity pool
   * @param scope region and service to sign for
   * @return the authorizer
   */
  public static SigV4RequestAuthorizer create(CognitoClient cognito, SigV4Scope scope) {
    return create(cognito, scope, MAX_USERS);
  }

  /**
   * Creates an authorizer that nobody has logged in with yet.
   *
   * @param cognito client of the user pool and identity pool
   * @param scope region and service to sign for
   * @param maxUsers number of users whose sessions are kept; 1 or more
   * @return the authorizer
   * @throws IllegalArgumentException if {@code maxUsers} is less than 1
   */
  public static SigV4RequestAuthorizer create(
      CognitoClient cognito, SigV4Scope scope, int maxUsers) {
    return new SigV4RequestAuthorizer(cognito, scope, maxUsers);
  }

  /**
   * Creates an authorizer for one identity, such as a service's own role.
   *
   * @param credentials credentials of the identity
   * @param scope region and service to sign for
   * @return the authorizer
   */
  public static RequestAuthorizer of(CredentialsProvider credentials, SigV4Scope scope) {
    Objects.requireNonNull(credentials, "credentials");
    return new IdentityAuthorizer(
        new IdentitySigner(
            SigV4Signer.create(scope), credentials, new SkewCorrectedClock(Clock.systemUTC())));
  }

  /**
   * Logs a user in with a password that is not a temporary one, and makes it the current user.
   *
   * @param username name of the user
   * @param password password of the user
   * @return the user's session; fails as {@link CognitoClient#openSession(LoginRequest)} and {@link
   *     CognitoSession#iamCredentials()} do, and the current user stays the same then
   */
  public Future<CognitoSession> login(String username, String password) {
    return cognito.openSession(LoginRequest.of(username, password)).compose(this::login);
  }

  /**
   * Logs a user in, lets a responder answer challenges, and makes it the current user.
   *
   * @param request name of the user, and password or other means to authenticate
   * @param responder answers challenges
   * @return the user's session; fails as {@link CognitoClient#openSession(LoginRequest,
   *     ChallengeResponder)} and {@link CognitoSession#iamCredentials()} do, and the current user
   *     stays the same then
   */
  public Future<CognitoSession> login(LoginRequest request, ChallengeResponder responder) {
    return cognito.openSession(request, responder).compose(this::login);
  }

  /**
   * Adds the session of a user who has logged in already, and makes it the current user.
   *
   * @param session session of the user, with the same user pool and app client
   * @return the same session, which has IAM credentials now; fails as {@link
   *     CognitoSession#iamCredentials()} does, and the current user stays the same then
   */
  public Future<CognitoSession> login(CognitoSession session) {
    Objects.requireNonNull(session, "session");
    return session
        .iamCredentials()
        .map(
            iam -> {
              current = sessions.add(session);
              return session;
            });
  }

  /**
   * Returns the session of the current user.
   *
   * @return the session, or null if nobody is logged in
   */
  public @Nullable CognitoSession currentUser() {
    return current;
  }

  /**
   * Makes another user who has logged in the current user.
   *
   * @param username the name that the user logged in with
   * @return the user's {@code sub}
   * @throws NotLoggedInException if that user is not logged in
   */
  public UUID switchUser(String username) {
    CognitoSession session = session(username);
    current = session;
    return session.userId();
  }

  /**
   * Returns a view that signs for one user, independent of the current one. It holds for later
   * log-ins of that user too, and fails with {@link NotLoggedInException} while that user is not
   * logged in.
   *
   * @param username the name that the user logged in with
   * @return the view
   * @throws NotLoggedInException if that user is not logged in
   */
  public RequestAuthorizer forUser(String username) {
    session(username);
    return new UserView(username);
  }

  /**
   * Returns an authorizer that signs for the user of a session, independent of the current one. The
   * user need not have logged in here, and does not become one of those who have.
   *
   * @param session session of the user
   * @return the authorizer; fails with {@link io.saigon.api.error.AuthenticationException} after a
   *     logout of the session
   */
  public RequestAuthorizer forSession(CognitoSession session) {
    return new IdentityAuthorizer(
        new IdentitySigner(signer, Objects.requireNonNull(session, "session"), clock));
  }

  /**
   * Logs a user out. If it was the current user, there is none then.
   *
   * @param username the name that the user logged in with
   * @return completes when the user is logged out; fails with {@link NotLoggedInException} if that
   *     user is not logged in, and as {@link CognitoSession#logout()} does
   */
  public Future<Void> logout(String username) {
    CognitoSession session;
    try {
      session = session(username);
    } catch (NotLoggedInException | ClosedException e) {
      return Future.failedFuture(e);
    }
    CognitoSession currentSession = current;
    if (currentSession != null && currentSession.userId().equals(session.userId())) {
      current = null;
    }
    return sessions
        .logout(session.userId())
        .compose(known -> known ? Future.succeededFuture() : session.logout());
  }

  /**
   * Signs a request for the current user.
   *
   * @param request request as it will be sent
   * @return the signed request; fails with {@link NotLoggedInException} if there is no current user
   */
  @Override
  public Future<RestRequest> authorize(RestRequest request) {
    Objects.requireNonNull(request, "request");
    return forCall().authorize(request);
  }

  @Override
  public Future<Boolean> recover(RestRequest request, int statusCode, MultiMap headers) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(headers, "headers");
    return forCall().recover(request, statusCode, headers);
  }

  @Override
  public void repeatFailed(RestRequest request, int statusCode, MultiMap headers) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(headers, "headers");
    forCall().repeatFailed(request, statusCode, headers);
  }

  @Override
  public @Nullable String explain(RestRequest request, Buffer body) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(body, "body");
    return forCall().explain(request, body);
  }

  @Override
  public RequestAuthorizer forCall() {
    return unlessClosed(
        () -> {
          CognitoSession session = current;
          if (session != null) {
            // Marks the session as used, so that it is not the next one to be dropped.
            sessions.find(session.userId());
          }
          return signingFor(session, "Nobody is logged in; call login first");
        });
  }

  // A call fails after close; only what returns no future throws.
  private static RequestAuthorizer unlessClosed(Supplier<RequestAuthorizer> authorizer) {
    try {
      return authorizer.get();
    } catch (ClosedException closed) {
      return new RequestAuthorizer() {
        @Override
        public Future<RestRequest> authorize(RestRequest request) {
          return Future.failedFuture(closed);
        }

        @Override
        public Future<Boolean> recover(RestRequest request, int statusCode, MultiMap headers) {
          return Future.failedFuture(closed);
        }
      };
    }
  }

  private RequestAuthorizer signingFor(@Nullable CognitoSession session, String notLoggedIn) {
    return session == null
        ? request -> Future.failedFuture(new NotLoggedInException(notLoggedIn))
        : forSession(session);
  }

  private CognitoSession session(String username) {
    CognitoSession session = find(username);
    if (session == null) {
      throw notLoggedIn(username);
    }
    return session;
  }

  private @Nullable CognitoSession find(String username) {
    CognitoSession currentSession = current;
    return sessions
        .find(username)
        .orElse(
            currentSession != null && currentSession.username().equals(username)
                ? currentSession
                : null);
  }

  private static NotLoggedInException notLoggedIn(String username) {
    return new NotLoggedInException(
        "User '" + username + "' has not logged in here; call login first");
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
      return unlessClosed(
          () ->
              signingFor(
                  find(username),
                  "User '"
                      + username
                      + "' has logged out, or its session was dropped for those of others; call login"
                      + " again"));
    }
  }
}
