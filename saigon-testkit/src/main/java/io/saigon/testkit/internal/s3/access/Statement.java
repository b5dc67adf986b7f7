package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.auth.Principal;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A statement of a bucket policy. */
record Statement(
    boolean allow,
    List<String> principals,
    List<String> actions,
    boolean notActions,
    List<String> resources,
    boolean notResources,
    PolicyConditions conditions) {
  private static final Set<String> MEMBERS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  static Statement read(JsonObject json, String bucket) {
    if (json.containsKey("NotPrincipal")) {
      throw S3Errors.notImplemented("NotPrincipal is not implemented in bucket policies");
    }
    for (String name : json.fieldNames()) {
      if (!MEMBERS.contains(name)) {
        throw malformed("Unknown field " + name);
      }
    }
    String effect = json.getString("Effect");
    if (effect == null) {
      throw malformed("Missing required field Effect");
    }
    if (!effect.matches("Allow|Deny")) {
      throw malformed("Invalid effect: " + effect);
    }
    boolean notActions = json.containsKey("NotAction");
    boolean notResources = json.containsKey("NotResource");
    List<String> actions = Json.texts(json.getValue(notActions ? "NotAction" : "Action"));
    List<String> resources = Json.texts(json.getValue(notResources ? "NotResource" : "Resource"));
    if (actions.isEmpty()) {
      throw malformed("Missing required field Action");
    }
    if (resources.isEmpty()) {
      throw malformed("Missing required field Resource");
    }
    if (!actions.stream().allMatch(action -> action.matches("(?i)\\*|s3:[A-Za-z*?]+"))) {
      throw malformed("Policy has invalid action");
    }
    String arn = "arn:aws:s3:::" + bucket;
    if (!resources.stream()
        .allMatch(
            resource ->
                resource.equals("*")
                    || resource.equals(arn)
                    || resource.startsWith(arn + "/")
                    || resource.equals(arn + "*"))) {
      throw malformed("Policy has invalid resource");
    }
    return new Statement(
        effect.equals("Allow"),
        principals(json.getValue("Principal")),
        actions,
        notActions,
        resources,
        notResources,
        PolicyConditions.read(json.getJsonObject("Condition")));
  }

  private static List<String> principals(@Nullable Object value) {
    if (value == null) {
      throw malformed("Missing required field Principal");
    }
    List<String> all;
    if (value instanceof JsonObject object) {
      if (!Set.of("AWS", "Service", "Federated", "CanonicalUser").containsAll(object.fieldNames())
          || object.isEmpty()) {
        throw malformed("Invalid principal in policy");
      }
      // Services and others sign no request here.
      all = Json.texts(object.getValue("AWS"));
    } else {
      all = List.of(String.valueOf(value));
      if (!all.equals(List.of("*"))) {
        throw malformed("Invalid principal in policy");
      }
    }
    for (String each : all) {
      if (!each.matches("\\*|\\d{12}|arn:aws[a-z-]*:(iam|sts)::\\d{12}:.+")) {
        throw malformed("Invalid principal in policy");
      }
    }
    return all;
  }

  static S3Error malformed(String message) {
    return new S3Error(400, "MalformedPolicy", message);
  }

  /** Returns whether the statement gives everybody something, as S3 understands it. */
  boolean isPublic() {
    return allow && principals.contains("*") && !conditions.areNarrowing();
  }

  boolean fits(S3Call call, String action, String resource) {
    return principals.stream().anyMatch(principal -> isCaller(call, principal))
        && actions.stream().anyMatch(each -> Wildcards.matches(each, action, true)) != notActions
        && resources.stream().anyMatch(each -> Wildcards.matches(each, resource, false))
            != notResources
        && conditions.hold(call);
  }

  private static boolean isCaller(S3Call call, String wanted) {
    Principal caller = call.caller().principal();
    if (wanted.equals("*") || caller == null) {
      return wanted.equals("*");
    }
    return wanted.equals(Ids.ACCOUNT)
        || wanted.equals("arn:aws:iam::" + Ids.ACCOUNT + ":root")
        || wanted.equals(caller.arn())
        || wanted.equals(roleOf(caller.arn()));
  }

  /** Returns the role of a session's ARN, and any other ARN unchanged. */
  private static String roleOf(String arn) {
    return arn.replaceFirst(
        "^arn:(aws[a-z-]*):sts::(\\d{12}):assumed-role/(.+)/[^/]+$", "arn:$1:iam::$2:role/$3");
  }
}
