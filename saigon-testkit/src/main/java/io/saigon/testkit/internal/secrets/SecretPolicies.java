package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resource policies of secrets: checked, kept and given back. */
final class SecretPolicies {
  private static final List<String> EFFECTS = List.of("Allow", "Deny");

  private final Secrets secrets;

  SecretPolicies(Secrets secrets) {
    this.secrets = secrets;
  }

  void register(Operations operations) {
    operations
        .signed("PutResourcePolicy", this::put)
        .signed("GetResourcePolicy", this::get)
        .signed("DeleteResourcePolicy", this::delete)
        .signed("ValidateResourcePolicy", this::validate);
  }

  private JsonObject put(Params params) {
    params.need("SecretId", "ResourcePolicy");
    Secret secret = secrets.find(params.text("SecretId")).live();
    JsonArray statements = statements(params.text("ResourcePolicy"));
    if (params.flag("BlockPublicPolicy") && isPublic(statements)) {
      throw new AwsError(
          "PublicPolicyException",
          "The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent"
              + " broad access to the secret.");
    }
    secret.policy(params.text("ResourcePolicy"));
    return secret.reference();
  }

  private JsonObject get(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    String policy = secret.policy();
    return policy == null ? secret.reference() : secret.reference().put("ResourcePolicy", policy);
  }

  private JsonObject delete(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    secret.policy(null);
    return secret.reference();
  }

  private JsonObject validate(Params params) {
    if (params.has("SecretId")) {
      secrets.find(params.text("SecretId"));
    }
    JsonArray errors = new JsonArray();
    if (isPublic(statements(params.text("ResourcePolicy")))) {
      errors.add(
          new JsonObject()
              .put("CheckName", "PUBLIC_POLICY")
              .put("ErrorMessage", "The policy grants broad access to the secret."));
    }
    return new JsonObject()
        .put("PolicyValidationPassed", errors.isEmpty())
        .put("ValidationErrors", errors);
  }

  private static JsonArray statements(String policy) {
    try {
      Object statements = new JsonObject(policy).getValue("Statement");
      JsonArray all =
          statements instanceof JsonArray array ? array : new JsonArray().add(statements);
      if (!all.isEmpty() && all.stream().allMatch(SecretPolicies::isStatement)) {
        return all;
      }
    } catch (DecodeException e) {
      // Refused below, as any other text that is no policy.
    }
    throw new AwsError(
        "MalformedPolicyDocumentException", "This resource policy contains invalid Json.");
  }

  private static boolean isStatement(@Nullable Object item) {
    return item instanceof JsonObject statement
        && EFFECTS.contains(String.valueOf(statement.getValue("Effect")))
        && statement.containsKey("Principal") != statement.containsKey("NotPrincipal")
        && statement.containsKey("Action") != statement.containsKey("NotAction");
  }

  private static boolean isPublic(JsonArray statements) {
    return statements.stream()
        .map(JsonObject.class::cast)
        .anyMatch(
            statement ->
                "Allow".equals(statement.getValue("Effect"))
                    && !statement.containsKey("Condition")
                    && (statement.containsKey("NotPrincipal")
                        || isEveryone(statement.getValue("Principal"))));
  }

  private static boolean isEveryone(@Nullable Object principal) {
    Object names = principal instanceof JsonObject byKind ? byKind.getValue("AWS") : principal;
    return names instanceof JsonArray many ? many.contains("*") : "*".equals(names);
  }
}
