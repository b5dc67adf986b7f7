package io.saigon.testkit.internal.sts;

import io.saigon.testkit.internal.auth.Principal;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters that the actions of STS share, checked. */
final class SessionRequest {
  private static final int SHORTEST = 900;
  private static final int LONGEST_POLICY = 2048;
  private static final int MOST_TAGS = 50;

  private SessionRequest() {}

  static Session session(Role role, Params params) {
    String name = params.matching("RoleSessionName", "[\\w+=,.@-]{2,64}");
    String source = params.optionalText("SourceIdentity");
    return new Session(Principal.session(role.arn(), name), policy(params), tags(params), source);
  }

  /** Returns the lifetime that is asked for, within bounds in seconds. */
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

  /** Returns the share of the room for policies that is taken, in percent, or null. */
  static @Nullable Integer packedSize(Session session) {
    String policy = session.policy();
    int size =
        (policy == null ? 0 : policy.length())
            + session.tags().entrySet().stream()
                .mapToInt(tag -> tag.getKey().length() + tag.getValue().length())
                .sum();
    return size == 0 ? null : Integer.valueOf(Math.min(100, 1 + size * 100 / LONGEST_POLICY));
  }

  private static @Nullable String policy(Params params) {
    String policy = params.optionalText("Policy");
    if (policy == null) {
      return null;
    }
    if (policy.isEmpty() || policy.length() > LONGEST_POLICY) {
      throw params.invalid(
          policy, "Policy", "Member must have length less than or equal to " + LONGEST_POLICY);
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

  private static Map<String, String> tags(Params params) {
    Map<String, String> tags = new LinkedHashMap<>();
    Map<String, String> seen = new LinkedHashMap<>();
    for (Params tag : params.objects("Tags")) {
      String key = tag.matching("Key", "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
      tags.put(key, tag.matching("Value", "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}"));
      if (seen.put(key.toLowerCase(Locale.ROOT), key) != null) {
        throw new AwsError(
            "InvalidParameterValue",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
    if (tags.size() > MOST_TAGS) {
      throw params.invalid(
          null, "Tags", "Member must have length less than or equal to " + MOST_TAGS);
    }
    return Map.copyOf(tags);
  }
}
