package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Policies of keys: a statement that denies the whole account an action is in force. */
final class KeyPolicy {
  private KeyPolicy() {}

  /** Returns the policy of a key that was created without one. */
  static String standard() {
    return new JsonObject()
        .put("Version", "2012-10-17")
        .put("Id", "key-default-1")
        .put(
            "Statement",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("Sid", "Enable IAM User Permissions")
                        .put("Effect", "Allow")
                        .put("Principal", new JsonObject().put("AWS", root()))
                        .put("Action", "kms:*")
                        .put("Resource", "*")))
        .encode();
  }

  private static String root() {
    return "arn:aws:iam::" + Ids.ACCOUNT + ":root";
  }

  /** Fails if a text is no policy, or has what the local AWS does not read. */
  static String check(String policy) {
    try {
      for (JsonObject statement : statements(policy)) {
        boolean known =
            String.valueOf(statement.getString("Effect")).matches("Allow|Deny")
                && statement.containsKey("Principal")
                && statement.containsKey("Action");
        boolean deny = "Deny".equals(statement.getString("Effect"));
        if (!known || (deny && (statement.containsKey("Condition") || !isForAll(statement)))) {
          throw malformed();
        }
      }
      return policy;
    } catch (DecodeException | ClassCastException e) {
      throw malformed();
    }
  }

  /** Returns whether a policy denies an action of KMS to everybody. */
  static boolean denies(String policy, String action) {
    return statements(policy).stream()
        .filter(statement -> "Deny".equals(statement.getString("Effect")))
        .flatMap(statement -> texts(statement.getValue("Action")).stream())
        .anyMatch(
            pattern ->
                pattern.endsWith("*")
                    ? action.startsWith(pattern.substring(0, pattern.length() - 1))
                    : pattern.equals(action));
  }

  private static boolean isForAll(JsonObject statement) {
    Object principal = statement.getValue("Principal");
    List<String> names =
        texts(principal instanceof JsonObject json ? json.getValue("AWS") : principal);
    return names.stream()
        .allMatch(name -> name.equals("*") || name.equals(root()) || name.equals(Ids.ACCOUNT));
  }

  private static List<JsonObject> statements(String policy) {
    Object statements = new JsonObject(policy).getValue("Statement");
    if (statements instanceof JsonObject one) {
      return List.of(one);
    }
    if (!(statements instanceof JsonArray many)) {
      throw malformed();
    }
    return many.stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof JsonArray many
        ? many.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  private static AwsError malformed() {
    return new AwsError(
        "MalformedPolicyDocumentException",
        "The policy is malformed, or denies something to a part of the account's principals or"
            + " under conditions, which the local AWS does not do.");
  }
}
