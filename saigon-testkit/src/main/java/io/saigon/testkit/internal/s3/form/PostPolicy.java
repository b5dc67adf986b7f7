package io.saigon.testkit.internal.s3.form;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Times;
import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The policy of an upload by a form. */
final class PostPolicy {
  private static final Set<String> FREE =
      Set.of("policy", "x-amz-signature", "file", "awsaccesskeyid", "signature");

  private static final String NUMBER = "\\d{1,18}";

  private final MultiMap fields;
  private final String bucket;
  private final long size;
  private final Set<String> covered = new HashSet<>();

  private PostPolicy(MultiMap fields, String bucket, long size) {
    this.fields = fields;
    this.bucket = bucket;
    this.size = size;
  }

  /** Fails with what S3 answers where a form is not what the policy in it says. */
  static void check(MultiMap fields, String bucket, long size, Instant now) {
    JsonObject policy = decode(fields.get("policy"));
    Instant expiration =
        policy.getValue("expiration") instanceof String text ? Times.parseIso(text) : null;
    if (expiration == null) {
      throw invalid("Policy missing expiration.");
    }
    if (!now.isBefore(expiration)) {
      throw denied("Policy expired.");
    }
    if (!(policy.getValue("conditions") instanceof JsonArray conditions)) {
      throw invalid("Policy missing conditions.");
    }
    PostPolicy check = new PostPolicy(fields, bucket, size);
    for (int i = 0; i < conditions.size(); i++) {
      check.condition(conditions.getValue(i));
    }
    check.extraFields();
  }

  private static JsonObject decode(String encoded) {
    try {
      return new JsonObject(
          new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw invalid("Policy is not Base64.");
    } catch (DecodeException e) {
      throw invalid("Invalid JSON.");
    }
  }

  private void condition(Object condition) {
    if (condition instanceof JsonObject object) {
      if (object.size() != 1) {
        throw invalid(
            "Invalid Simple-Condition: Simple-Conditions must have exactly one property"
                + " specified.");
      }
      String name = object.fieldNames().iterator().next();
      compare("eq", name, String.valueOf(object.getValue(name)), false);
      return;
    }
    if (!(condition instanceof JsonArray array) || array.size() != 3) {
      throw invalid("Invalid Simple-Condition.");
    }
    String operator = String.valueOf(array.getValue(0)).toLowerCase(Locale.ROOT);
    switch (operator) {
      case "content-length-range" -> range(array);
      case "eq", "starts-with" -> {
        String name = String.valueOf(array.getValue(1));
        if (!name.startsWith("$")) {
          throw failed(operator, name, String.valueOf(array.getValue(2)));
        }
        compare(
            operator,
            name.substring(1),
            String.valueOf(array.getValue(2)),
            operator.equals("starts-with"));
      }
      default -> throw invalid("Invalid Simple-Condition: " + operator);
    }
  }

  private void compare(String operator, String name, String wanted, boolean prefix) {
    String lower = name.toLowerCase(Locale.ROOT);
    covered.add(lower);
    String actual = lower.equals("bucket") ? bucket : fields.get(name);
    boolean fits =
        actual != null
            && (prefix
                ? List.of(
                        lower.equals("content-type")
                            ? actual.split(",", -1)
                            : new String[] {actual})
                    .stream()
                    .allMatch(each -> each.startsWith(wanted))
                : actual.equals(wanted));
    if (!fits) {
      throw failed(operator, "$" + name, wanted);
    }
  }

  private void range(JsonArray array) {
    String from = String.valueOf(array.getValue(1));
    String to = String.valueOf(array.getValue(2));
    if (!from.matches(NUMBER) || !to.matches(NUMBER)) {
      throw failed("content-length-range", from, to);
    }
    long least = Long.parseLong(from);
    long most = Long.parseLong(to);
    if (size < least) {
      throw new S3Error(
              400,
              "EntityTooSmall",
              "Your proposed upload is smaller than the minimum allowed size")
          .with("ProposedSize", String.valueOf(size))
          .with("MinSizeAllowed", String.valueOf(least));
    }
    if (size > most) {
      throw new S3Error(
              400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
          .with("ProposedSize", String.valueOf(size))
          .with("MaxSizeAllowed", String.valueOf(most));
    }
  }

  private void extraFields() {
    List<String> extra =
        fields.names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> !covered.contains(name) && !FREE.contains(name))
            .filter(name -> !name.startsWith("x-ignore-"))
            .sorted()
            .toList();
    if (!extra.isEmpty()) {
      throw denied("Extra input fields: " + String.join(", ", extra));
    }
  }

  private static S3Error failed(String operator, String one, String other) {
    return denied(
        "Policy Condition failed: [\"%s\", \"%s\", \"%s\"]".formatted(operator, one, other));
  }

  private static S3Error invalid(String why) {
    return new S3Error(400, "InvalidPolicyDocument", "Invalid Policy: " + why);
  }

  private static S3Error denied(String why) {
    return S3Errors.accessDenied("Invalid according to Policy: " + why);
  }
}
