package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Calls of a service by their JSON, without the validation and leniency of AWS's own clients.
 * Quotes may be single ones, and {@code $name} stands for the value of that name.
 */
final class JsonCalls {
  private static final Map<String, String> TARGETS =
      Map.of(
          "cognito-idp", "AWSCognitoIdentityProviderService",
          "cognito-identity", "AWSCognitoIdentityService",
          "secretsmanager", "secretsmanager",
          "ssm", "AmazonSSM",
          "kms", "TrentService");

  private static final Set<String> TOKENED =
      Set.of("CreateSecret", "PutSecretValue", "UpdateSecret", "RotateSecret");

  private final LocalAws aws;
  private final String service;
  private final Map<String, String> values = new HashMap<>();

  JsonCalls(LocalAws aws, String service) {
    this.aws = aws;
    this.service = service;
  }

  /** Sets the value of a name. */
  JsonCalls with(String name, String value) {
    values.put(name, value);
    return this;
  }

  HttpResponse<String> signed(String operation, String body) {
    return signed(Wire.admin(aws, service), operation, body);
  }

  HttpResponse<String> signed(Wire.Signing signing, String operation, String body) {
    return Wire.call(aws, signing, target(operation), withToken(operation, filled(body)));
  }

  HttpResponse<String> unsigned(String operation, String body) {
    return Wire.unsigned(aws, target(operation), filled(body));
  }

  /** Makes a call that must succeed, and returns its answer. */
  JsonObject answer(String operation, String body) {
    HttpResponse<String> response = signed(operation, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  void assertRefused(String operation, String body, String code, String message) {
    assertRefused(signed(operation, body), code, message);
  }

  /** Asserts an error in the JSON protocol's form, with a code and a part of its message. */
  static void assertRefused(HttpResponse<String> response, String code, String message) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-errortype"))
        .as(response.body())
        .hasValue(code + ":");
    JsonObject error = new JsonObject(response.body());
    assertThat(error.getString("__type")).isEqualTo(code);
    assertThat(error.getString("message", error.getString("Message", ""))).contains(message);
  }

  /** Adds the token that AWS's own clients add. */
  private static String withToken(String operation, String body) {
    return TOKENED.contains(operation)
            && body.startsWith("{\"")
            && !body.contains("ClientRequestToken")
        ? "{\"ClientRequestToken\":\"" + UUID.randomUUID() + "\"," + body.substring(1)
        : body;
  }

  private String target(String operation) {
    return TARGETS.get(service) + "." + operation;
  }

  private String filled(String body) {
    String filled = body;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("$" + value.getKey(), value.getValue());
    }
    return filled.replace('\'', '"');
  }
}
