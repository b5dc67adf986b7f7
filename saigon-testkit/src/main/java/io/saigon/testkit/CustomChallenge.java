package io.saigon.testkit;

import io.saigon.testkit.internal.trigger.Trigger;
import io.saigon.testkit.internal.userpool.UserPools;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.BiPredicate;

/** The three triggers of a custom authentication with one challenge. */
final class CustomChallenge {
  private static final String NAME = "CUSTOM_CHALLENGE";

  private final Map<String, String> parameters;
  private final BiPredicate<String, String> check;

  CustomChallenge(Map<String, String> parameters, BiPredicate<String, String> check) {
    this.parameters = parameters;
    this.check = check;
  }

  void install(UserPools pools, String poolId) {
    pools.triggers(
        poolId,
        Map.of(
            Trigger.DEFINE_AUTH_CHALLENGE,
            CustomChallenge::define,
            Trigger.CREATE_AUTH_CHALLENGE,
            this::create,
            Trigger.VERIFY_AUTH_CHALLENGE_RESPONSE,
            this::verify));
  }

  /** The password if the client begins with that, then the challenge, then tokens. */
  private static JsonObject define(JsonObject event) {
    JsonArray session = event.getJsonObject("request").getJsonArray("session");
    JsonObject last =
        session.isEmpty() ? new JsonObject() : session.getJsonObject(session.size() - 1);
    boolean isAnswered = NAME.equals(last.getString("challengeName"));
    boolean isRight = Boolean.TRUE.equals(last.getBoolean("challengeResult"));
    String next = "SRP_A".equals(last.getString("challengeName")) ? "PASSWORD_VERIFIER" : NAME;
    event
        .getJsonObject("response")
        .put("challengeName", isAnswered ? null : next)
        .put("issueTokens", isAnswered && isRight)
        .put("failAuthentication", isAnswered && !isRight);
    return event;
  }

  private JsonObject create(JsonObject event) {
    JsonObject shown = new JsonObject();
    parameters.forEach(shown::put);
    event
        .getJsonObject("response")
        .put("publicChallengeParameters", shown)
        .put("privateChallengeParameters", new JsonObject());
    return event;
  }

  private JsonObject verify(JsonObject event) {
    String answer = event.getJsonObject("request").getString("challengeAnswer");
    event
        .getJsonObject("response")
        .put("answerCorrect", check.test(event.getString("userName"), answer));
    return event;
  }
}
