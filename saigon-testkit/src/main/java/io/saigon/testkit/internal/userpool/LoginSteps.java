package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The outcome of a log-in after its first step: further challenges, or tokens. */
final class LoginSteps {
  private final Clock clock;
  private final Tokens tokens;
  private final Sessions sessions;
  private final Mfa mfa;

  LoginSteps(Clock clock, Tokens tokens, Mfa mfa) {
    this.clock = clock;
    this.tokens = tokens;
    this.mfa = mfa;
    sessions = new Sessions(clock);
  }

  JsonObject newPassword(AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, "NEW_PASSWORD_REQUIRED", client);
    String password = Logins.required(answers, "NEW_PASSWORD");
    PoolUser user = pending.user();
    checkUser(pending, answers);
    pending.pool().passwords().check(password);
    Map<String, String> attributes = new LinkedHashMap<>();
    answers.forEach(
        (name, value) -> {
          if (name.startsWith("userAttributes.")) {
            attributes.put(name.substring("userAttributes.".length()), value);
          }
        });
    Attributes.checkOwn(attributes);
    pending.pool().checkAlias(user, attributes);
    user.attributes(attributes, clock.instant());
    user.password(password, null, UserStatus.CONFIRMED, clock.instant());
    sessions.close(session);
    return passwordKnown(pending.pool(), client, user);
  }

  /** Returns the answer to a user whose password is verified, by any flow. */
  JsonObject passwordKnown(UserPool pool, AppClient client, PoolUser user) {
    checkMayLogIn(user);
    if (user.status() != UserStatus.FORCE_CHANGE_PASSWORD) {
      return mfa.question(user)
          .map(question -> asked(question.name(), question.parameters(), pool, client, user))
          .orElseGet(() -> done(tokens.login(pool, client, user)));
    }
    if (user.passwordEnded(clock.instant())) {
      throw new AwsError(
          "NotAuthorizedException",
          "Temporary password has expired and must be reset by an administrator.");
    }
    JsonObject attributes = new JsonObject();
    user.attributes().forEach(attributes::put);
    attributes.remove("sub");
    return asked(
        "NEW_PASSWORD_REQUIRED",
        new JsonObject()
            .put("USER_ID_FOR_SRP", user.username())
            .put("requiredAttributes", "[]")
            .put("userAttributes", attributes.encode()),
        pool,
        client,
        user);
  }

  JsonObject secondFactor(
      String challenge, AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, challenge, client);
    checkUser(pending, answers);
    mfa.check(pending.user(), challenge, answers);
    sessions.close(session);
    return done(tokens.login(pending.pool(), client, pending.user()));
  }

  /** Returns the next custom challenge, or tokens if there is none left. */
  JsonObject custom(UserPool pool, AppClient client, PoolUser user) {
    checkMayLogIn(user);
    CustomAuthentication authentication = pool.customAuthentication();
    if (authentication == null) {
      throw new AwsError("InvalidLambdaResponseException", "The pool has no custom authentication");
    }
    Optional<Map<String, String>> question = authentication.question(user.username());
    if (question.isEmpty()) {
      return done(tokens.login(pool, client, user));
    }
    JsonObject parameters = new JsonObject().put("USERNAME", user.username());
    question.get().forEach(parameters::put);
    return asked("CUSTOM_CHALLENGE", parameters, pool, client, user);
  }

  JsonObject customAnswer(AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, "CUSTOM_CHALLENGE", client);
    checkUser(pending, answers);
    String answer = Logins.required(answers, "ANSWER");
    sessions.close(session);
    CustomAuthentication authentication = pending.pool().customAuthentication();
    if (authentication == null || !authentication.accepts(pending.user().username(), answer)) {
      throw Logins.incorrect();
    }
    return custom(pending.pool(), client, pending.user());
  }

  private JsonObject asked(
      String challenge, JsonObject parameters, UserPool pool, AppClient client, PoolUser user) {
    return new JsonObject()
        .put("ChallengeName", challenge)
        .put("Session", sessions.open(challenge, pool, client, user))
        .put("ChallengeParameters", parameters);
  }

  private static void checkUser(Sessions.Pending pending, Map<String, String> answers) {
    String username = Logins.required(answers, "USERNAME");
    if (!pending.user().equals(pending.pool().find(username).orElse(null))) {
      throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
    }
    checkMayLogIn(pending.user());
  }

  static void checkMayLogIn(PoolUser user) {
    if (!user.enabled()) {
      throw new AwsError("NotAuthorizedException", "User is disabled.");
    }
    if (user.status() == UserStatus.UNCONFIRMED) {
      throw new AwsError("UserNotConfirmedException", "User is not confirmed.");
    }
    if (user.status() == UserStatus.RESET_REQUIRED) {
      throw new AwsError("PasswordResetRequiredException", "Password reset required for the user");
    }
  }

  static JsonObject done(JsonObject tokens) {
    return new JsonObject()
        .put("AuthenticationResult", tokens)
        .put("ChallengeParameters", new JsonObject());
  }
}
