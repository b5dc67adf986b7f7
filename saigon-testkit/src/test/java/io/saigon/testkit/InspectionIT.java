package io.saigon.testkit;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;

/** Views and changes of a local AWS by tests in other languages. */
@ExtendWith(LocalAwsExtension.class)
class InspectionIT {
  @Test
  void healthAndEnvironmentAreForScripts(LocalAws aws) {
    assertThat(object(aws, "health").getString("status")).isEqualTo("UP");
    assertThat(object(aws, "health").getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(object(aws, "environment").getMap()).isEqualTo(aws.environment());
    assertThat(object(aws, "certificate").getString("pem")).isEqualTo(aws.caCertificate());
    assertThat(object(aws, "").getJsonArray("read")).contains("code", "messages", "requests");
  }

  @Test
  void aSignUpIsFollowedByItsCode(LocalAws aws) {
    LocalUserPool pool = aws.userPool();
    String user = "{\"ClientId\":\"%s\",\"Username\":\"inspected\"".formatted(pool.clientId());
    call(
        aws,
        "SignUp",
        user
            + ",\"Password\":\"Passw0rd\","
            + "\"UserAttributes\":[{\"Name\":\"email\",\"Value\":\"i@example.com\"}]}");

    JsonObject message =
        new JsonArray(get(aws, "messages?username=inspected").body()).getJsonObject(0);
    String code = object(aws, "code?username=inspected").getString("code");

    assertThat(message.getString("trigger")).isEqualTo("CustomMessage_SignUp");
    assertThat(message.getString("medium")).isEqualTo("EMAIL");
    assertThat(message.getString("destination")).isEqualTo("i@example.com");
    assertThat(message.getString("content")).isEqualTo(code);
    call(aws, "ConfirmSignUp", user + ",\"ConfirmationCode\":\"" + code + "\"}");
    assertThat(get(aws, "code?username=inspected").body()).contains("no unused code");
  }

  @Test
  void requestsAreCountedByOperationAndStatus(LocalAws aws) {
    Wire.unsigned(aws, "secretsmanager.GetRandomPassword", "{}");
    Await.until(
        () ->
            new JsonArray(get(aws, "requests").body())
                .stream()
                    .map(JsonObject.class::cast)
                    .anyMatch(
                        kind ->
                            kind.getString("operation").equals("GetRandomPassword")
                                && kind.getString("service").equals("secretsmanager")
                                && kind.getInteger("status") == 400
                                && kind.getInteger("count") > 0));
  }

  @Test
  @FreshLocalAws
  void theClockIsMovedAndEntitiesAreAdded(LocalAws aws, LocalClock clock) {
    assertThat(post(aws, "clock", "{\"advance\":\"PT2H\"}").statusCode()).isEqualTo(200);
    assertThat(clock.offset()).isEqualTo(Duration.ofHours(2));
    assertThat(Instant.parse(object(aws, "clock").getString("now")))
        .isAfter(Instant.now().plus(Duration.ofHours(1)));
    assertThat(post(aws, "fixture", "{\"secrets\":{\"a\":\"b\"}}").statusCode()).isEqualTo(200);
    assertThat(Clients.secrets(aws).getSecretValue(r -> r.secretId("a")).secretString())
        .isEqualTo("b");
    assertThat(object(aws, "clock").getString("offset")).isEqualTo("PT2H");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | nothing | 404 | /_saigon/ lists those there are",
        "GET  | code | 400 | The parameter username is missing",
        "GET  | code?username=nobody | 400 | User does not exist.",
        "GET  | messages?username=a&userPoolId=eu-west-1_None | 400 | does not exist",
        "GET  | totp?secret=%21 | 400 | Base32",
        "POST | clock | 400 | advance must be like PT1H, but is soon",
        "POST | fixture | 400 | has no member advance",
        "POST | health | 405 | /_saigon/ lists what there is",
      })
  void aMistakeIsNamed(String method, String view, int status, String message, LocalAws aws) {
    HttpResponse<String> answer =
        method.equals("GET") ? get(aws, view) : post(aws, view, "{\"advance\":\"soon\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(new JsonObject(answer.body()).getString("message")).contains(message);
  }

  @Test
  void aPageOfAnotherOriginCannotPost(LocalAws aws) {
    HttpResponse<String> answer =
        send(
            aws,
            HttpRequest.newBuilder(aws.inspection().resolve("clock"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"advance\":\"PT1H\"}")));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(aws.clock().offset()).isZero();
  }

  @Test
  @FreshLocalAws
  void eventsOfS3AreRead(LocalAws aws) {
    String queue = "arn:aws:sqs:eu-west-1:000000000000:inspected";
    await(aws.createBucket("inspected"));
    try (S3Client s3 = Clients.s3(aws)) {
      s3.putBucketNotificationConfiguration(
          r ->
              r.bucket("inspected")
                  .notificationConfiguration(
                      c ->
                          c.queueConfigurations(
                              q -> q.queueArn(queue).events(Event.S3_OBJECT_CREATED))));
    }
    JsonArray events = new JsonArray(get(aws, "s3-events?destination=" + queue).body());
    assertThat(events.getJsonObject(0).getString("Event")).isEqualTo("s3:TestEvent");
  }

  private static void call(LocalAws aws, String operation, String body) {
    HttpResponse<String> answer =
        Wire.unsigned(aws, "AWSCognitoIdentityProviderService." + operation, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static JsonObject object(LocalAws aws, String view) {
    HttpResponse<String> answer = get(aws, view);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private static HttpResponse<String> get(LocalAws aws, String view) {
    return Wire.get(aws.inspection().resolve(view));
  }

  private static HttpResponse<String> post(LocalAws aws, String change, String body) {
    return send(
        aws,
        HttpRequest.newBuilder(aws.inspection().resolve(change))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(LocalAws aws, HttpRequest.Builder request) {
    HttpClient client = Trust.client(aws.trustStore());
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
