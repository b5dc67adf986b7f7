package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcome of a log-in after its first step: further challenges, or tokens. */
final class LoginSteps {
  private final Clock clock;
  private final DeviceLogins devices;
  private final Sessions sessions;
  private final Mfa mfa;

  LoginSteps(Clock clock, DeviceLogins devices, Mfa mfa, Sessions sessions) {
    this.clock = clock;
    this.devices = devices;
    this.mfa = mfa;
    this.sessions = sessions;
  }

  JsonObject newPassword(AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, "NEW_PASSWORD_REQUIRED", client);
    String password = Logins.required(answers, "NEW_PASSWORD");
    PoolUser user = pending.user();
    checkUser(pending, answers);
    pending.pool().passwords().check(password);
    pending.pool().passwords().checkHistory(user, password);
    Map<String, String> attributes = new LinkedHashMap<>();
    answers.forEach(
        (name, value) -> {
          if (name.startsWith("userAttributes.")) {
            attributes.put(name.substring("userAttributes.".length()), value);
          }
        });
    Attributes.checkOwn(pending.pool(), client, attributes);
    checkRequired(pending.pool(), user, attributes);
    Aliases.claim(pending.pool(), user, attributes, false, clock.instant());
    user.attributes(Attributes.withMarks(user, attributes), clock.instant());
    user.password(password, null, UserStatus.CONFIRMED, clock.instant());
    sessions.close(session);
    return passwordKnown(pending.pool(), client, user, answers);
  }

  private static void checkRequired(UserPool pool, PoolUser user, Map<String, String> attributes) {
    Schema schema = pool.settings().schema();
    schema.checkMutable(user, attributes);
    for (String name : schema.required()) {
      String known = user.attribute(name);
      if (!known.isEmpty() && !known.equals(attributes.getOrDefault(name, known))) {
        throw new AwsError("NotAuthorizedException", "Cannot modify an already provided " + name);
      }
    }
    Map<String, String> all = new LinkedHashMap<>(user.attributes());
    all.putAll(attributes);
    List<String> missing = schema.missing(all);
    if (!missing.isEmpty()) {
      throw invalid("Invalid attributes given, " + missing.get(0) + " is missing");
    }
  }

  private static String missing(UserPool pool, PoolUser user) {
    JsonArray names = new JsonArray();
    pool.settings()
        .schema()
        .missing(user.attributes())
        .forEach(name -> names.add("userAttributes." + name));
    return names.encode();
  }

  /**
   * Returns the answer to a user whose password is verified, by any flow.
   *
   * @param given parameters or responses, which may name a device
   */
  JsonObject passwordKnown(
      UserPool pool, AppClient client, PoolUser user, Map<String, String> given) {
    checkMayLogIn(user);
    if (user.status() != UserStatus.FORCE_CHANGE_PASSWORD) {
      if (devices.replacesSecondFactor(pool, user, given)) {
        return devices.finish(pool, client, user, given);
      }
      return mfa.question(pool, user)
          .map(question -> asked(question, pool, client, user, null))
          .orElseGet(() -> devices.finish(pool, client, user, given));
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
            .put("requiredAttributes", missing(pool, user))
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
    if (pending.setup() != null) {
      Map<String, String> verified = Map.of("email_verified", "true");
      Aliases.claim(pending.pool(), pending.user(), verified, true, clock.instant());
      pending.user().attributes(verified, clock.instant());
      pending.user().secondFactor().enable(Factor.EMAIL_OTP, true);
    }
    return devices.finish(pending.pool(), client, pending.user(), answers);
  }

  /** Sends the code of the factor that a user has chosen of several. */
  JsonObject selectedFactor(AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, "SELECT_MFA_TYPE", client);
    checkUser(pending, answers);
    String answer = Logins.required(answers, "ANSWER");
    Factor factor =
        Factor.named(answer)
            .filter(chosen -> pending.choices().contains(chosen.name()))
            .orElseThrow(() -> invalid("MFA type " + answer + " is not available to the user"));
    sessions.close(session);
    return asked(mfa.ask(pending.user(), factor), pending.pool(), client, pending.user(), null);
  }

  /** Ends the set-up of an authenticator app that is verified, or begins that of an address. */
  JsonObject factorSetup(AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, "MFA_SETUP", client);
    checkUser(pending, answers);
    PoolUser user = pending.user();
    if (answers.containsKey("EMAIL")) {
      return emailSetup(pending, session, Logins.required(answers, "EMAIL"));
    }
    if (pending.setup() == null || !pending.setup().verified()) {
      throw new AwsError(
          "NotAuthorizedException", "Invalid session for the user, MFA is not set up.");
    }
    sessions.close(session);
    user.secondFactor().enable(Factor.SOFTWARE_TOKEN_MFA, true);
    return devices.finish(pending.pool(), client, user, answers);
  }

  private JsonObject emailSetup(Sessions.Pending pending, String session, String email) {
    if (!pending.choices().contains(Factor.EMAIL_OTP.name())) {
      throw invalid("Email MFA is not enabled for the user pool");
    }
    PoolUser user = pending.user();
    Map<String, String> attributes = Map.of("email", email, "email_verified", "false");
    Attributes.check(pending.pool(), attributes);
    Aliases.claim(pending.pool(), user, attributes, false, clock.instant());
    user.attributes(attributes, clock.instant());
    sessions.close(session);
    return asked(
        mfa.ask(user, Factor.EMAIL_OTP),
        pending.pool(),
        pending.client(),
        user,
        new Sessions.Setup(null, false));
  }

  private JsonObject asked(
      Mfa.Question question,
      UserPool pool,
      AppClient client,
      PoolUser user,
      Sessions.@Nullable Setup setup) {
    return new JsonObject()
        .put("ChallengeName", question.name())
        .put(
            "Session",
            sessions.open(question.name(), pool, client, user, question.choices(), setup))
        .put("ChallengeParameters", question.parameters());
  }

  private JsonObject asked(
      String challenge, JsonObject parameters, UserPool pool, AppClient client, PoolUser user) {
    return new JsonObject()
        .put("ChallengeName", challenge)
        .put("Session", sessions.open(challenge, pool, client, user))
        .put("ChallengeParameters", parameters);
  }

  static void checkUser(Sessions.Pending pending, Map<String, String> answers) {
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

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }

  static JsonObject done(JsonObject tokens) {
    return new JsonObject()
        .put("AuthenticationResult", tokens)
        .put("ChallengeParameters", new JsonObject());
  }
}
