package io.saigon.rest.vertx;

import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.AuthenticationException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A user pool in which every password or code is "right"; the user "nobody" gets no credentials.
 */
final class Users {
  private Users() {}

  static CognitoClient client() {
    return (CognitoClient)
        Proxy.newProxyInstance(
            CognitoClient.class.getClassLoader(),
            new Class<?>[] {CognitoClient.class},
            (self, method, args) -> {
              if (method.getName().equals("openSession") && args[0] instanceof LoginRequest r) {
                return args.length == 1 ? open(r) : open(r, (ChallengeResponder) args[1]);
              }
              if (method.getName().equals("sessions")) {
                return new Sessions();
              }
              if (method.getName().equals("region")) {
                return "eu-west-1";
              }
              throw new InvocationTargetException(new UnsupportedOperationException());
            });
  }

  static AwsCredentials credentials(String username, int generation) {
    return new AwsCredentials(
        "ASIA" + username + generation, "secret-" + username, "token-" + generation, null);
  }

  private static Future<CognitoSession> open(LoginRequest request) {
    return open(request.username(), request.password());
  }

  private static Future<CognitoSession> open(LoginRequest request, ChallengeResponder responder) {
    String username = request.username();
    return responder
        .respond(new CodeRequired(username, "session", CodeMedium.SMS, ""))
        .compose(answer -> open(username, answer.responses().get("SMS_MFA_CODE")));
  }

  private static Future<CognitoSession> open(String username, String secret) {
    return secret.equals("right")
        ? Future.succeededFuture(new Session(username))
        : Future.failedFuture(refused("Wrong password"));
  }

  private static AuthenticationException refused(String message) {
    return new AuthenticationException(
        AuthenticationException.Reason.BAD_CREDENTIALS, message, null, null);
  }

  private static final class Sessions implements CognitoSessions {
    private final Map<String, CognitoSession> kept = new ConcurrentHashMap<>();

    @Override
    public CognitoSession add(CognitoSession session) {
      kept.put(session.username(), session);
      return session;
    }

    @Override
    public Optional<CognitoSession> find(UUID userId) {
      return kept.values().stream().filter(s -> s.userId().equals(userId)).findAny();
    }

    @Override
    public Optional<CognitoSession> find(String username) {
      return Optional.ofNullable(kept.get(username));
    }

    @Override
    public Future<Boolean> logout(UUID userId) {
      CognitoSession session = find(userId).orElseThrow();
      kept.remove(session.username());
      return session.logout().map(true);
    }

    @Override
    public int size() {
      return kept.size();
    }
  }

  static final class Session implements CognitoSession {
    private final String username;
    private final AtomicInteger generation = new AtomicInteger(1);
    volatile boolean loggedOut;

    Session(String username) {
      this.username = username;
    }

    @Override
    public String username() {
      return username;
    }

    @Override
    public UUID userId() {
      return UUID.nameUUIDFromBytes(username.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Future<CognitoTokens> tokens() {
      return Future.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public Future<IamCredentials> iamCredentials() {
      return credentials().map(c -> new IamCredentials("eu-west-1:" + username, c));
    }

    @Override
    public Future<AwsCredentials> credentials() {
      return username.equals("nobody")
          ? Future.failedFuture(refused("No role"))
          : Future.succeededFuture(Users.credentials(username, generation.get()));
    }

    @Override
    public Future<AwsCredentials> renewed(AwsCredentials refused) {
      if (refused.accessKeyId().equals("ASIA" + username + generation.get())) {
        generation.incrementAndGet();
      }
      return credentials();
    }

    @Override
    public void onRenewalFailure(Handler<Throwable> handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Buffer save() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> logout() {
      loggedOut = true;
      return Future.succeededFuture();
    }
  }
}
