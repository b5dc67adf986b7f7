package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.trigger.Trigger;
import io.saigon.testkit.internal.trigger.TriggerResponse;
import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The flow {@code CUSTOM_AUTH}, whose challenges the pool's triggers define and verify. */
final class CustomLogins {
  private static final String CHALLENGE = "CUSTOM_CHALLENGE";
  private static final String VERIFIER = "PASSWORD_VERIFIER";

  /** A user, or the appearance of one where there is none. */
  private record Subject(UserPool pool, AppClient client, PoolUser user, boolean isMissing) {}

  /** A challenge that was sent, after those before it. */
  private record Asked(
      Subject subject,
      List<JsonObject> results,
      JsonObject secrets,
      @Nullable String metadata,
      Instant ends) {}

  private final Clock clock;
  private final DeviceLogins devices;
  private final Sessions sessions;
  private final PoolTriggers triggers;
  private final Map<String, Asked> asked = new HashMap<>();

  CustomLogins(Clock clock, DeviceLogins devices, Sessions sessions, PoolTriggers triggers) {
    this.clock = clock;
    this.devices = devices;
    this.sessions = sessions;
    this.triggers = triggers;
  }

  /**
   * Begins without a password.
   *
   * @param user null for one who does not exist, which must stay hidden from the client
   * @param given parameters, which may name a device
   */
  JsonObject begin(
      UserPool pool,
      AppClient client,
      String username,
      @Nullable PoolUser user,
      Map<String, String> given) {
    if (user != null) {
      LoginSteps.checkMayLogIn(user);
    }
    return next(subject(pool, client, username, user), List.of(), given);
  }

  /** Checks that the challenges begin with the password, as the client wants it. */
  void checkPasswordFirst(
      UserPool pool, AppClient client, String username, @Nullable PoolUser user) {
    Subject subject = subject(pool, client, username, user);
    String name = define(subject, List.of(result("SRP_A", true, null))).text("challengeName");
    if (!VERIFIER.equals(name)) {
      throw TriggerResponse.invalid("Invalid challenge name: " + name);
    }
  }

  /** Continues after the password is verified. */
  JsonObject passwordKnown(
      UserPool pool, AppClient client, PoolUser user, Map<String, String> given) {
    LoginSteps.checkMayLogIn(user);
    return next(
        new Subject(pool, client, user, false),
        List.of(result("SRP_A", true, null), result(VERIFIER, true, null)),
        given);
  }

  /** Answers CUSTOM_CHALLENGE. */
  JsonObject answer(AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, CHALLENGE, client);
    Asked last = asked.get(session);
    String username = Logins.required(answers, "USERNAME");
    PoolUser named = pending.pool().find(username).orElse(null);
    boolean isSame =
        pending.user().equals(named)
            || (last != null
                && last.subject().isMissing()
                && named == null
                && pending.user().username().equals(username));
    if (!isSame || last == null) {
      throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
    }
    String answer = Logins.required(answers, "ANSWER");
    LoginSteps.checkMayLogIn(pending.user());
    sessions.close(session);
    asked.remove(session);
    boolean isCorrect =
        called(
                last.subject(),
                Trigger.VERIFY_AUTH_CHALLENGE_RESPONSE,
                new JsonObject()
                    .put("privateChallengeParameters", last.secrets())
                    .put("challengeAnswer", answer),
                new JsonObject().putNull("answerCorrect"))
            .flag("answerCorrect");
    List<JsonObject> results = new ArrayList<>(last.results());
    results.add(result(CHALLENGE, isCorrect, last.metadata()));
    return next(last.subject(), results, answers);
  }

  private JsonObject next(Subject subject, List<JsonObject> results, Map<String, String> given) {
    TriggerResponse defined = define(subject, results);
    if (defined.flag("issueTokens") && !subject.isMissing()) {
      return devices.finish(subject.pool(), subject.client(), subject.user(), given);
    }
    if (defined.flag("issueTokens")) {
      throw Logins.incorrect();
    }
    String name = defined.text("challengeName");
    if (!CHALLENGE.equals(name)) {
      throw TriggerResponse.invalid("Invalid challenge name: " + name);
    }
    TriggerResponse created =
        called(
            subject,
            Trigger.CREATE_AUTH_CHALLENGE,
            new JsonObject()
                .put("challengeName", name)
                .put("session", PoolTriggers.session(results)),
            new JsonObject()
                .putNull("publicChallengeParameters")
                .putNull("privateChallengeParameters")
                .putNull("challengeMetadata"));
    JsonObject parameters = new JsonObject().put("USERNAME", subject.user().username());
    created.map("publicChallengeParameters").forEach(parameters::put);
    String session = open(subject, results, created);
    return new JsonObject()
        .put("ChallengeName", CHALLENGE)
        .put("Session", session)
        .put("ChallengeParameters", parameters);
  }

  private String open(Subject subject, List<JsonObject> results, TriggerResponse created) {
    Instant now = clock.instant();
    asked.values().removeIf(old -> now.isAfter(old.ends()));
    String session = sessions.open(CHALLENGE, subject.pool(), subject.client(), subject.user());
    JsonObject secrets = new JsonObject();
    created.map("privateChallengeParameters").forEach(secrets::put);
    asked.put(
        session,
        new Asked(
            subject,
            results,
            secrets,
            created.text("challengeMetadata"),
            now.plus(subject.client().lives().session())));
    return session;
  }

  private TriggerResponse define(Subject subject, List<JsonObject> results) {
    TriggerResponse defined =
        called(
            subject,
            Trigger.DEFINE_AUTH_CHALLENGE,
            new JsonObject().put("session", PoolTriggers.session(results)),
            new JsonObject()
                .putNull("challengeName")
                .putNull("issueTokens")
                .putNull("failAuthentication"));
    if (defined.flag("failAuthentication")) {
      throw Logins.incorrect();
    }
    return defined;
  }

  private TriggerResponse called(
      Subject subject, Trigger trigger, JsonObject content, JsonObject response) {
    return triggers
        .challenge(
            subject.pool(),
            subject.client(),
            subject.user(),
            subject.isMissing(),
            trigger,
            content,
            response)
        .orElseThrow(
            () ->
                new AwsError(
                    "InvalidParameterException",
                    "Custom auth lambda trigger is not configured for the user pool."));
  }

  private Subject subject(
      UserPool pool, AppClient client, String username, @Nullable PoolUser user) {
    return user == null
        ? new Subject(
            pool,
            client,
            new PoolUser(
                username, UUID.randomUUID().toString(), UserStatus.CONFIRMED, clock.instant()),
            true)
        : new Subject(pool, client, user, false);
  }

  private static JsonObject result(String challenge, boolean isRight, @Nullable String metadata) {
    return new JsonObject()
        .put("challengeName", challenge)
        .put("challengeResult", isRight)
        .put("challengeMetadata", metadata);
  }
}
