package io.saigon.testkit.internal.wire;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Answers in AWS's JSON protocols. */
public final class Answers {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final RequestCounts counts = new RequestCounts();

  public Answers(Clock clock) {
    this.clock = clock;
  }

  /** Counts a request of an operation. */
  public void count(HttpServerRequest request, String service, String operation) {
    counts.begin(request, service, operation);
  }

  public RequestCounts counts() {
    return counts;
  }

  public void json(HttpServerRequest request, JsonObject body, boolean truncated) {
    response(request).putHeader("Content-Type", contentType(request));
    FaultyAnswer.end(request, body.toBuffer(), truncated);
  }

  public void document(HttpServerRequest request, JsonObject body) {
    response(request)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "public, max-age=86400")
        .putHeader("Access-Control-Allow-Origin", "*")
        .end(body.toBuffer());
  }

  public void error(HttpServerRequest request, AwsError error) {
    error(request, error, "message");
  }

  /**
   * Answers with an error.
   *
   * @param messageName the service's name of the message member
   */
  public void error(HttpServerRequest request, AwsError error, String messageName) {
    JsonObject body = new JsonObject().put("__type", error.code());
    if (!error.text().isEmpty()) {
      body.put(messageName, error.text());
    }
    response(request)
        .setStatusCode(error.status())
        .putHeader("x-amzn-ErrorType", error.code() + ":")
        .putHeader("Content-Type", contentType(request))
        .end(body.toBuffer());
  }

  /** Starts a response with AWS's common headers; clients compute their skew from {@code Date}. */
  public HttpServerResponse response(HttpServerRequest request) {
    return date(request).putHeader("x-amzn-RequestId", UUID.randomUUID().toString());
  }

  /** Starts a response with the {@code Date} of the local AWS's clock. */
  public HttpServerResponse date(HttpServerRequest request) {
    return request.response().putHeader("Date", HTTP_DATE.format(clock.instant()));
  }

  private static String contentType(HttpServerRequest request) {
    String asked = request.getHeader("Content-Type");
    return asked != null && asked.startsWith("application/x-amz-json")
        ? asked
        : "application/x-amz-json-1.1";
  }
}
