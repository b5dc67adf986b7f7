package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonObject;
import java.util.function.UnaryOperator;

/** Secrets of Secrets Manager that are read as parameters. */
final class SecretReferences {
  private static final String PATH = "/aws/reference/secretsmanager/";
  private static final String VERSION_ID = "[0-9a-fA-F-]{32,64}";

  private final UnaryOperator<JsonObject> source;

  SecretReferences(UnaryOperator<JsonObject> source) {
    this.source = source;
  }

  static boolean isOne(String name) {
    return name.startsWith(PATH);
  }

  /** Returns a secret as a parameter; its name may be followed by a version's id or label. */
  JsonObject read(String asked, boolean decrypted) {
    if (!decrypted) {
      throw new AwsError(
          "ValidationException",
          "WithDecryption flag must be True for retrieving a Secret Manager secret.");
    }
    int colon = asked.indexOf(':');
    String name = colon < 0 ? asked : asked.substring(0, colon);
    String selector = colon < 0 ? "" : asked.substring(colon + 1);
    JsonObject request = new JsonObject().put("SecretId", name.substring(PATH.length()));
    if (!selector.isEmpty()) {
      request.put(selector.matches(VERSION_ID) ? "VersionId" : "VersionStage", selector);
    }
    JsonObject secret = read(asked, request);
    String value = secret.getString("SecretString", secret.getString("SecretBinary"));
    JsonObject parameter =
        new JsonObject()
            .put("Name", name)
            .put("Type", "SecureString")
            .put("Value", value)
            .put("Version", 0)
            .put("SourceResult", sourceResult(secret).encode())
            .put("LastModifiedDate", secret.getValue("CreatedDate"))
            .put("ARN", secret.getString("ARN"))
            .put("DataType", "text");
    return selector.isEmpty() ? parameter : parameter.put("Selector", ":" + selector);
  }

  private JsonObject read(String asked, JsonObject request) {
    try {
      return source.apply(request);
    } catch (AwsError e) {
      String prefix = "An error occurred (%s) while referencing Secrets Manager: ";
      boolean isMissing = e.code().equals("ResourceNotFoundException");
      throw new AwsError(
          isMissing ? "ParameterNotFound" : "ValidationException",
          prefix.formatted(e.code()) + (isMissing ? "Secret " + asked + " not found." : e.text()));
    }
  }

  private static JsonObject sourceResult(JsonObject secret) {
    return new JsonObject()
        .put("ARN", secret.getString("ARN"))
        .put("name", secret.getString("Name"))
        .put("versionId", secret.getString("VersionId"))
        .put("secretString", secret.getString("SecretString"))
        .put("versionStages", secret.getJsonArray("VersionStages"))
        .put("createdDate", secret.getValue("CreatedDate"));
  }
}
