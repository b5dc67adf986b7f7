package io.saigon.testkit;

import io.saigon.testkit.internal.inspection.InspectionFront;
import io.saigon.testkit.internal.inspection.Query;
import io.saigon.testkit.internal.program.Version;
import io.saigon.testkit.internal.s3.event.Messages;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** The views and changes that tests in other languages have of a local AWS. */
record Inspection(LocalAws aws, Services services, Messages s3Messages) {
  static Inspection of(LocalAws aws, Services services, Messages s3Messages) {
    return new Inspection(aws, services, s3Messages);
  }

  void serve(InspectionFront front) {
    front
        .view("health", query -> health())
        .view("environment", this::environment)
        .view("certificate", query -> new JsonObject().put("pem", aws.caCertificate()))
        .view("messages", this::messages)
        .view("code", this::code)
        .view("totp", query -> code(services.userPools().totpCode(query.text("secret"))))
        .view("s3-events", query -> new JsonArray(s3Messages.sent(query.text("destination"))))
        .view("requests", query -> services.answers().counts().toJson())
        .view("clock", query -> clock())
        .change("clock", this::move)
        .change("fixture", aws::load);
  }

  private static JsonObject health() {
    return new JsonObject().put("status", "UP").put("version", Version.current());
  }

  /** Returns the endpoints by the address at which the caller reached this server. */
  private JsonObject environment(Query query) {
    JsonObject variables = new JsonObject();
    aws.environment()
        .forEach(
            (name, value) ->
                variables.put(
                    name,
                    value.replaceFirst(
                        "://(0\\.0\\.0\\.0|\\[::\\]):", "://" + query.host() + ":")));
    return variables;
  }

  private JsonArray messages(Query query) {
    JsonArray messages = new JsonArray();
    for (LocalMessage message : aws.messages(pool(query), query.text("username"))) {
      messages.add(
          new JsonObject()
              .put("trigger", message.trigger())
              .put("medium", message.medium())
              .put("destination", message.destination())
              .put("content", message.content()));
    }
    return messages;
  }

  private JsonObject code(Query query) {
    String username = query.text("username");
    return services
        .userPools()
        .lastCode(pool(query), username)
        .map(Inspection::code)
        .orElseThrow(() -> new IllegalArgumentException("There is no unused code for " + username));
  }

  private static JsonObject code(String code) {
    return new JsonObject().put("code", code);
  }

  private String pool(Query query) {
    return query.text("userPoolId", aws.userPool().id());
  }

  private JsonObject clock() {
    return new JsonObject()
        .put("now", aws.clock().instant().toString())
        .put("offset", aws.clock().offset().toString());
  }

  private Future<Void> move(JsonObject change) {
    String advance = change.getString("advance");
    if (advance == null) {
      throw new IllegalArgumentException("A change of the clock has advance, such as PT1H");
    }
    try {
      aws.clock().advance(Duration.parse(advance));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("advance must be like PT1H, but is " + advance, e);
    }
    return Future.succeededFuture();
  }
}
