package io.saigon.testkit.internal.metadata;

import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.FaultyAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The answer to one request.
 *
 * @param type media type
 * @param headers further headers
 */
record Reply(int status, String type, String body, Map<String, String> headers) {
  private static final String PLAIN = "text/plain";
  private static final String JSON = "application/json";

  static Reply text(String text) {
    return text(text, Map.of());
  }

  static Reply text(String text, Map<String, String> headers) {
    return new Reply(200, PLAIN, text, headers);
  }

  static Reply json(JsonObject json) {
    return new Reply(200, JSON, json.encode(), Map.of());
  }

  /** A refusal without details. */
  static Reply refusal(int status) {
    return new Reply(status, PLAIN, "", Map.of());
  }

  static Reply refusal(AwsError error) {
    JsonObject json = new JsonObject().put("code", error.code()).put("message", error.text());
    return new Reply(error.status(), JSON, json.encode(), Map.of());
  }

  /**
   * Sends it.
   *
   * @param truncated whether it breaks off half-way
   */
  void send(Answers answers, HttpServerRequest request, boolean truncated) {
    HttpServerResponse response = answers.date(request).setStatusCode(status);
    response.putHeader("Content-Type", type);
    headers.forEach(response::putHeader);
    FaultyAnswer.end(request, Buffer.buffer(body), truncated);
  }
}
