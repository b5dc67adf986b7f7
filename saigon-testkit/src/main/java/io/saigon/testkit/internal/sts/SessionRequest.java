package io.saigon.testkit.internal.sts;

import io.saigon.testkit.internal.auth.Principal;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters that the actions of STS share, checked. */
final class SessionRequest {
  private static final int SHORTEST = 900;
  private static final int ROOM = 2048;
  private static final int MOST_POLICIES = 10;

  private SessionRequest() {}

  /**
   * Returns the session that a request opens.
   *
   * @param caller session whose keys signed it, or null if none did
   */
  static Session session(Role role, Params params, @Nullable Session caller) {
    String name = params.matching("RoleSessionName", "[\\w+=,.@-]{2,64}");
    checkPolicies(params);
    SessionTags tags = SessionTags.of(params, caller == null ? Map.of() : caller.transitiveTags());
    Session session =
        new Session(
            Principal.session(role.arn(), name),
            policy(params),
            tags.all(),
            tags.transitive(),
            source(params, caller));
    checkRoom(session);
    return session;
  }

  /** Returns the requested lifetime, within bounds in seconds. */
  static Duration duration(Params params, int standard, int longest) {
    String text = params.text("DurationSeconds", String.valueOf(standard));
    int seconds = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    if (seconds < SHORTEST || seconds > longest) {
      throw params.invalid(
          text,
          "DurationSeconds",
          seconds < SHORTEST
              ? "Member must have value greater than or equal to " + SHORTEST
              : "Member must have value less than or equal to " + longest);
    }
    return Duration.ofSeconds(seconds);
  }

  /** Returns the share of the room for policies and tags that is taken, in percent, or null. */
  static @Nullable Integer packedSize(Session session) {
    String policy = session.policy();
    int size =
        (policy == null ? 0 : policy.length())
            + session.tags().entrySet().stream()
                .mapToInt(tag -> tag.getKey().length() + tag.getValue().length())
                .sum();
    return size == 0 ? null : Integer.valueOf((size * 100 + ROOM - 1) / ROOM);
  }

  private static void checkRoom(Session session) {
    Integer percent = packedSize(session);
    if (percent != null && percent > 100) {
      throw new AwsError(
          "PackedPolicyTooLarge",
          session.policy() == null
              ? "Packed size of session tags consumes %d%% of allotted space.".formatted(percent)
              : "Packed policy consumes %d%% of allotted space, please use smaller policy."
                  .formatted(percent));
    }
  }

  private static @Nullable String policy(Params params) {
    String policy = params.optionalText("Policy");
    if (policy == null) {
      return null;
    }
    try {
      if (!new JsonObject(policy).containsKey("Statement")) {
        throw malformed();
      }
      return policy;
    } catch (DecodeException e) {
      throw malformed();
    }
  }

  private static AwsError malformed() {
    return new AwsError("MalformedPolicyDocument", "The policy is not in the valid JSON format.");
  }

  private static void checkPolicies(Params params) {
    List<Params> policies = params.objects("PolicyArns");
    if (policies.size() > MOST_POLICIES) {
      throw params.invalid(
          null, "PolicyArns", "Member must have length less than or equal to " + MOST_POLICIES);
    }
    for (Params policy : policies) {
      String arn = policy.text("arn");
      if (!arn.matches("arn:[^:]+:iam::(aws|\\d{12}):policy/.+")) {
        throw new AwsError("ValidationError", arn + " is invalid");
      }
    }
  }

  /** The source identity of a session is that of all that its keys open. */
  private static @Nullable String source(Params params, @Nullable Session caller) {
    String asked = params.optionalText("SourceIdentity");
    String known = caller == null ? null : caller.sourceIdentity();
    if (asked != null && known != null && !asked.equals(known)) {
      throw new AwsError(
          403, "AccessDenied", "The source identity of the calling session can't be changed");
    }
    return known == null ? asked : known;
  }
}
