package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.auth.Principal;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conditions of a policy's statement; what cannot be evaluated is refused when it is set. */
record PolicyConditions(List<Condition> conditions) {
  private static final Set<String> KEYS =
      Set.of(
          "aws:securetransport",
          "aws:principalarn",
          "aws:principalaccount",
          "aws:useragent",
          "aws:referer",
          "aws:sourceip",
          "aws:currenttime",
          "aws:epochtime",
          "s3:prefix",
          "s3:delimiter",
          "s3:max-keys",
          "s3:versionid");

  /** Keys by which a statement for everybody is for some only. */
  private static final Set<String> NARROWING =
      Set.of("aws:principalarn", "aws:principalaccount", "aws:sourceip");

  /**
   * One condition.
   *
   * @param key in lower case
   */
  record Condition(ConditionOperator operator, String key, List<String> values) {
    /** Returns whether it leaves a statement for everybody to fixed callers. */
    boolean isNarrowing() {
      return NARROWING.contains(key)
          && !operator.isNegated()
          && !operator.ifExists()
          && values.stream().noneMatch(this::isAny);
    }

    private boolean isAny(String value) {
      IpRange range = operator.isIp() ? IpRange.parse(value) : null;
      return range == null ? value.matches(".*[*?$].*") : range.isPublic();
    }
  }

  static PolicyConditions read(@Nullable JsonObject json) {
    List<Condition> conditions = new ArrayList<>();
    JsonObject operators = json == null ? new JsonObject() : json;
    for (String name : operators.fieldNames()) {
      ConditionOperator operator = ConditionOperator.of(name);
      if (operator == null) {
        throw S3Errors.notImplemented(
            "The condition operator " + name + " is not implemented in bucket policies");
      }
      JsonObject keys = operators.getJsonObject(name);
      if (keys == null) {
        throw Statement.malformed("This policy contains invalid Json");
      }
      for (String key : keys.fieldNames()) {
        conditions.add(condition(operator, key, Json.texts(keys.getValue(key))));
      }
    }
    return new PolicyConditions(conditions);
  }

  private static Condition condition(ConditionOperator operator, String key, List<String> values) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (!KEYS.contains(lower) && !lower.startsWith("s3:x-amz-")) {
      throw S3Errors.notImplemented(
          "The condition key " + key + " is not implemented in bucket policies");
    }
    for (String value : values) {
      if (!operator.accepts(value)) {
        throw Statement.malformed("Invalid value of " + key + " in the policy: " + value);
      }
    }
    return new Condition(operator, lower, values);
  }

  /** Returns whether a statement for everybody is for fixed callers only. */
  boolean areNarrowing() {
    return conditions.stream().anyMatch(Condition::isNarrowing);
  }

  boolean hold(S3Call call) {
    return conditions.stream()
        .allMatch(
            condition -> condition.operator.holds(value(call, condition.key), condition.values));
  }

  private static @Nullable String value(S3Call call, String key) {
    Principal principal = call.caller().principal();
    return switch (key) {
      case "aws:securetransport" -> String.valueOf(call.url().startsWith("https:"));
      case "aws:principalarn" -> principal == null ? null : principal.arn();
      case "aws:principalaccount" -> principal == null ? null : Ids.ACCOUNT;
      case "aws:useragent" -> call.header("User-Agent");
      case "aws:referer" -> call.header("Referer");
      case "aws:sourceip" -> call.address();
      case "aws:currenttime" -> call.now().toString();
      case "aws:epochtime" -> String.valueOf(call.now().getEpochSecond());
      case "s3:versionid" -> call.query().get("versionId");
      case "s3:prefix", "s3:delimiter", "s3:max-keys" -> call.query().get(key.substring(3));
      default -> call.header(key.substring("s3:".length()));
    };
  }
}
