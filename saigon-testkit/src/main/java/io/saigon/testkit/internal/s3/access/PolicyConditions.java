package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.auth.Principal;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conditions of a policy's statement; what cannot be evaluated is refused when it is set. */
final class PolicyConditions {
  private static final Set<String> OPERATORS =
      Set.of(
          "StringEquals",
          "StringNotEquals",
          "StringEqualsIgnoreCase",
          "StringNotEqualsIgnoreCase",
          "StringLike",
          "StringNotLike",
          "ArnEquals",
          "ArnLike",
          "ArnNotEquals",
          "ArnNotLike",
          "Bool",
          "Null");
  private static final Set<String> KEYS =
      Set.of(
          "aws:securetransport",
          "aws:principalarn",
          "aws:principalaccount",
          "aws:useragent",
          "aws:referer",
          "s3:prefix",
          "s3:delimiter",
          "s3:max-keys",
          "s3:versionid");

  private final JsonObject json;

  private PolicyConditions(JsonObject json) {
    this.json = json;
  }

  static PolicyConditions read(@Nullable JsonObject json) {
    PolicyConditions conditions = new PolicyConditions(json == null ? new JsonObject() : json);
    for (String operator : conditions.json.fieldNames()) {
      if (!OPERATORS.contains(operator.replaceFirst("IfExists$", ""))) {
        throw S3Errors.notImplemented(
            "The condition operator " + operator + " is not implemented in bucket policies");
      }
      for (String key : conditions.json.getJsonObject(operator).fieldNames()) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (!KEYS.contains(lower) && !lower.startsWith("s3:x-amz-")) {
          throw S3Errors.notImplemented(
              "The condition key " + key + " is not implemented in bucket policies");
        }
      }
    }
    return conditions;
  }

  boolean isEmpty() {
    return json.isEmpty();
  }

  boolean hold(S3Call call) {
    for (Map.Entry<String, Object> operator : json) {
      for (Map.Entry<String, Object> key : (JsonObject) operator.getValue()) {
        if (!holds(operator.getKey(), value(call, key.getKey()), Json.texts(key.getValue()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean holds(String name, @Nullable String actual, List<String> wanted) {
    boolean ifExists = name.endsWith("IfExists");
    String operator = ifExists ? name.substring(0, name.length() - 8) : name;
    if (operator.equals("Null")) {
      return wanted.contains(String.valueOf(actual == null));
    }
    boolean negated = operator.contains("Not");
    if (actual == null) {
      return ifExists || negated;
    }
    boolean ignoreCase = operator.endsWith("IgnoreCase") || operator.equals("Bool");
    boolean like = operator.endsWith("Like") || operator.startsWith("Arn");
    boolean any =
        wanted.stream()
            .anyMatch(
                text ->
                    like
                        ? Wildcards.matches(text, actual, ignoreCase)
                        : ignoreCase ? text.equalsIgnoreCase(actual) : text.equals(actual));
    return any != negated;
  }

  private static @Nullable String value(S3Call call, String key) {
    Principal principal = call.caller().principal();
    String lower = key.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "aws:securetransport" -> String.valueOf(call.url().startsWith("https:"));
      case "aws:principalarn" -> principal == null ? null : principal.arn();
      case "aws:principalaccount" -> principal == null ? null : Ids.ACCOUNT;
      case "aws:useragent" -> call.header("User-Agent");
      case "aws:referer" -> call.header("Referer");
      case "s3:versionid" -> call.query().get("versionId");
      case "s3:prefix", "s3:delimiter", "s3:max-keys" -> call.query().get(lower.substring(3));
      default -> call.header(lower.substring("s3:".length()));
    };
  }
}
