package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Choice-based log-ins: the flow {@code USER_AUTH}, and the first factors to choose from. */
final class ChoiceLogins {
  private static final String SELECT = "SELECT_CHALLENGE";
  private static final String PASSWORD = "PASSWORD";
  private static final String PASSWORD_SRP = "PASSWORD_SRP";

  private final Clock clock;
  private final Codes codes;
  private final Sessions sessions;
  private final SrpLogins srpLogins;
  private final LoginSteps steps;
  private final Mfa mfa;
  private final PasswordAttempts attempts;
  private final WebAuthnLogins passkeys;

  ChoiceLogins(
      Clock clock,
      Codes codes,
      Sessions sessions,
      SrpLogins srpLogins,
      LoginSteps steps,
      Mfa mfa,
      PasswordAttempts attempts,
      WebAuthnLogins passkeys) {
    this.attempts = attempts;
    this.clock = clock;
    this.codes = codes;
    this.sessions = sessions;
    this.srpLogins = srpLogins;
    this.steps = steps;
    this.mfa = mfa;
    this.passkeys = passkeys;
  }

  /**
   * @param user null for one who does not exist, which must stay hidden from the client
   */
  JsonObject begin(
      UserPool pool,
      AppClient client,
      String username,
      @Nullable PoolUser user,
      Map<String, String> given) {
    String preferred = given.getOrDefault("PREFERRED_CHALLENGE", "");
    PoolUser known = user == null ? missing(username) : user;
    List<String> available = user == null ? passwords() : available(pool, user);
    if (user != null) {
      LoginSteps.checkMayLogIn(user);
    }
    return available.contains(preferred)
        ? factor(preferred, pool, client, known, available, given)
        : select(pool, client, known, available);
  }

  /** Answers SELECT_CHALLENGE. */
  JsonObject select(AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = find(session, SELECT, client, answers);
    String answer = Logins.required(answers, "ANSWER");
    if (!pending.choices().contains(answer)) {
      throw new AwsError(
          "InvalidParameterException", "Challenge " + answer + " is not available to the user");
    }
    JsonObject next =
        factor(
            answer,
            pending.pool(),
            client,
            pending.user(),
            List.copyOf(pending.choices()),
            answers);
    sessions.close(session);
    return next;
  }

  /** Answers PASSWORD and PASSWORD_SRP. */
  JsonObject password(
      String challenge, AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = find(session, challenge, client, answers);
    Map<String, String> given = new HashMap<>(answers);
    given.computeIfAbsent(
        challenge.equals(PASSWORD) ? "PASSWORD" : "SRP_A", name -> Logins.required(answers, name));
    JsonObject next =
        factor(challenge, pending.pool(), client, pending.user(), List.of(challenge), given);
    sessions.close(session);
    return next;
  }

  /** Answers WEB_AUTHN. */
  JsonObject passkey(AppClient client, String session, Map<String, String> answers) {
    return passkeys.answer(client, session, answers);
  }

  /** Returns the factors that a user has, without what another use of one means. */
  static List<String> configured(UserPool pool, PoolUser user) {
    List<String> factors = new ArrayList<>();
    Set<String> allowed = pool.settings().firstFactors();
    if (allowed.contains(PASSWORD) && user.password() != null) {
      factors.add(PASSWORD);
    }
    if (allowed.contains("EMAIL_OTP") && !user.attribute("email").isEmpty()) {
      factors.add("EMAIL_OTP");
    }
    if (allowed.contains("SMS_OTP") && !user.attribute("phone_number").isEmpty()) {
      factors.add("SMS_OTP");
    }
    if (allowed.contains(WebAuthnLogins.WEB_AUTHN) && WebAuthnLogins.isConfigured(pool, user)) {
      factors.add(WebAuthnLogins.WEB_AUTHN);
    }
    return factors;
  }

  /** A code as the first factor is no option where a second one follows. */
  private List<String> available(UserPool pool, PoolUser user) {
    List<String> available = new ArrayList<>();
    for (String factor : configured(pool, user)) {
      if (factor.equals(PASSWORD)) {
        available.addAll(passwords());
      } else if (!mfa.isDemanded(pool, user)
          || (factor.equals(WebAuthnLogins.WEB_AUTHN) && WebAuthnLogins.satisfiesMfa(pool))) {
        available.add(factor);
      }
    }
    return available;
  }

  private static List<String> passwords() {
    return List.of(PASSWORD_SRP, PASSWORD);
  }

  private JsonObject select(
      UserPool pool, AppClient client, PoolUser user, List<String> available) {
    return challenge(SELECT, new JsonObject(), pool, client, user, available);
  }

  private JsonObject factor(
      String factor,
      UserPool pool,
      AppClient client,
      PoolUser user,
      List<String> available,
      Map<String, String> given) {
    return switch (factor) {
      case PASSWORD -> {
        String password = given.get("PASSWORD");
        if (password == null) {
          yield challenge(PASSWORD, new JsonObject(), pool, client, user, available);
        }
        attempts.check(user, user.hasPassword(password));
        yield steps.passwordKnown(pool, client, user, given);
      }
      case PASSWORD_SRP -> {
        String srpA = given.get("SRP_A");
        yield srpA == null
            ? challenge(PASSWORD_SRP, new JsonObject(), pool, client, user, available)
            : new JsonObject()
                .put("ChallengeName", "PASSWORD_VERIFIER")
                .put(
                    "ChallengeParameters",
                    srpLogins.begin(
                        pool,
                        client,
                        user.username(),
                        user.password() == null ? null : user,
                        srpA,
                        false));
      }
      case WebAuthnLogins.WEB_AUTHN -> passkeys.ask(pool, client, user, available);
      default -> sent(factor, pool, client, user, available);
    };
  }

  private JsonObject sent(
      String factor, UserPool pool, AppClient client, PoolUser user, List<String> available) {
    Codes.Way way = factor.equals("SMS_OTP") ? Codes.Way.SMS : Codes.Way.EMAIL;
    codes.send(user, Codes.Purpose.LOGIN, way, "CustomMessage_Authentication");
    JsonObject parameters =
        new JsonObject()
            .put("USERNAME", user.username())
            .put("CODE_DELIVERY_DELIVERY_MEDIUM", way.name())
            .put("CODE_DELIVERY_DESTINATION", Masked.of(way, user.attribute(way.attribute())));
    return challenge(factor, parameters, pool, client, user, available);
  }

  private JsonObject challenge(
      String name,
      JsonObject parameters,
      UserPool pool,
      AppClient client,
      PoolUser user,
      List<String> available) {
    return new JsonObject()
        .put("ChallengeName", name)
        .put("Session", sessions.open(name, pool, client, user, Set.copyOf(available), null))
        .put("ChallengeParameters", parameters)
        .put("AvailableChallenges", Json.array(available));
  }

  private Sessions.Pending find(
      String session, String challenge, AppClient client, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, challenge, client);
    String username = Logins.required(answers, "USERNAME");
    PoolUser named = pending.pool().find(username).orElse(null);
    if (named == null && pending.user().username().equals(username)) {
      throw Logins.incorrect();
    }
    if (named == null || !pending.user().equals(named)) {
      throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
    }
    LoginSteps.checkMayLogIn(named);
    return pending;
  }

  private PoolUser missing(String username) {
    return new PoolUser(
        username, UUID.randomUUID().toString(), UserStatus.CONFIRMED, clock.instant());
  }
}
