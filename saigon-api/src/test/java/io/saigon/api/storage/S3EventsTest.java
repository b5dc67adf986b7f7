package io.saigon.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3EventsTest {
  private static JsonObject record(String encodedKey) {
    return new JsonObject()
        .put("eventSource", "aws:s3")
        .put("eventName", "ObjectCreated:Put")
        .put("s3", part(encodedKey));
  }

  private static JsonObject part(String encodedKey) {
    return new JsonObject()
        .put("s3SchemaVersion", "1.0")
        .put("bucket", new JsonObject().put("name", "orders").put("arn", "arn:aws:s3:::orders"))
        .put("object", new JsonObject().put("key", encodedKey).put("size", 1));
  }

  private static JsonObject records(JsonObject... records) {
    return new JsonObject().put("Records", new JsonArray(java.util.List.of((Object[]) records)));
  }

  private static JsonObject sqs(JsonObject body) {
    return records(new JsonObject().put("eventSource", "aws:sqs").put("body", body.encode()));
  }

  private static JsonObject snsMessage(JsonObject message) {
    return new JsonObject().put("Type", "Notification").put("Message", message.encode());
  }

  private static JsonObject bridge(String key) {
    return new JsonObject()
        .put("source", "aws.s3")
        .put("detail-type", "Object Created")
        .put(
            "detail",
            new JsonObject()
                .put("version", "0")
                .put("bucket", new JsonObject().put("name", "orders"))
                .put("object", new JsonObject().put("key", key).put("version-id", "v1"))
                .put("request-id", "R"));
  }

  @Test
  void theS3PartARecordAndAWholeLambdaEventMeanTheSame() {
    S3ObjectDescriptor expected = S3ObjectDescriptor.of("orders", "2026/my order+1 é.csv");
    String encoded = "2026/my+order%2B1+%C3%A9.csv";
    assertThat(S3ObjectDescriptor.fromEvent(part(encoded))).isEqualTo(expected);
    assertThat(S3ObjectDescriptor.fromEvent(record(encoded))).isEqualTo(expected);
    assertThat(S3ObjectDescriptor.fromEvent(records(record(encoded)))).isEqualTo(expected);
  }

  @Test
  void queuesAndTopicsAreOpened() {
    JsonObject event = records(record("a+b"), record("c%2Fd"));
    S3ObjectDescriptor[] expected = {
      S3ObjectDescriptor.of("orders", "a b"), S3ObjectDescriptor.of("orders", "c/d")
    };
    JsonObject lambdaOfTopic =
        records(new JsonObject().put("EventSource", "aws:sns").put("Sns", snsMessage(event)));
    assertThat(S3ObjectDescriptor.allFromEvent(sqs(event))).containsExactly(expected);
    assertThat(S3ObjectDescriptor.allFromEvent(snsMessage(event))).containsExactly(expected);
    assertThat(S3ObjectDescriptor.allFromEvent(sqs(snsMessage(event)))).containsExactly(expected);
    assertThat(S3ObjectDescriptor.allFromEvent(lambdaOfTopic)).containsExactly(expected);
  }

  @Test
  void keysFromEventBridgeAreNotDecoded() {
    S3ObjectDescriptor expected = new S3ObjectDescriptor("orders", "a+b%20c", "v1");
    assertThat(S3ObjectDescriptor.fromEvent(bridge("a+b%20c"))).isEqualTo(expected);
    assertThat(S3ObjectDescriptor.fromEvent(bridge("a+b%20c").getJsonObject("detail")))
        .isEqualTo(expected);
    assertThat(S3ObjectDescriptor.fromEvent(sqs(bridge("a+b%20c")))).isEqualTo(expected);
  }

  @Test
  void aVersionIsKeptAndNoVersionIsNull() {
    JsonObject record = record("k");
    record.getJsonObject("s3").getJsonObject("object").put("versionId", "3HL4");
    assertThat(S3ObjectDescriptor.fromEvent(record).versionId()).isEqualTo("3HL4");
    record.getJsonObject("s3").getJsonObject("object").putNull("versionId");
    assertThat(S3ObjectDescriptor.fromEvent(record).versionId()).isNull();
  }

  @Test
  void theTestEventHasNoObject() {
    JsonObject test =
        new JsonObject()
            .put("Service", "Amazon S3")
            .put("Event", "s3:TestEvent")
            .put("Bucket", "b");
    assertThat(S3ObjectDescriptor.allFromEvent(test)).isEmpty();
    assertThat(S3ObjectDescriptor.allFromEvent(sqs(test))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3ObjectDescriptor.fromEvent(test))
        .withMessage("The event is about 0 objects, not one; use allFromEvent");
  }

  @Test
  void severalObjectsAreNotOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3ObjectDescriptor.fromEvent(records(record("a"), record("b"))))
        .withMessage("The event is about 2 objects, not one; use allFromEvent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%2", "%zz", "%ff", "%C3(", "%-1"})
  void aKeyThatS3DidNotEncodeIsRefused(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3ObjectDescriptor.fromEvent(record(key)))
        .withMessageContaining("'" + key + "' is not URL-encoded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'Records': {}}",
        "{'Records': [1]}",
        "{'Records': [{'eventSource': 'aws:dynamodb', 'dynamodb': {}}]}",
        "{'s3': null}",
        "{'s3': {'bucket': {'name': 'b'}}}",
        "{'s3': {'bucket': {'name': 5}, 'object': {'key': 'k'}}}",
        "{'s3': {'bucket': {'name': 'b'}, 'object': {'key': ''}}}",
        "{'detail': []}",
        "{'body': 'hello'}",
        "{'body': '[]'}",
        "{'Message': {}}",
        "{'Event': 's3:Other'}"
      })
  void eventsOfOtherFormsAreRefused(String json) {
    JsonObject event = new JsonObject(json.replace('\'', '"'));
    assertThatIllegalArgumentException().isThrownBy(() -> S3ObjectDescriptor.allFromEvent(event));
  }

  @Test
  void endlessNestingIsRefused() {
    JsonObject event = record("k");
    for (int i = 0; i < 10; i++) {
      event = sqs(event);
    }
    JsonObject nested = event;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3ObjectDescriptor.allFromEvent(nested))
        .withMessageContaining("nested");
  }

  @ParameterizedTest
  @ValueSource(strings = {"body", "Message", "Sns"})
  void sixLevelsAreReadAndSevenAreRefused(String member) {
    JsonObject event = record("k");
    for (int level = 0; level < 6; level++) {
      event = nested(member, event);
    }
    assertThat(S3ObjectDescriptor.fromEvent(event).key()).isEqualTo("k");
    JsonObject tooDeep = nested(member, event);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3ObjectDescriptor.fromEvent(tooDeep))
        .withMessageContaining("nested");
  }

  private static JsonObject nested(String member, JsonObject event) {
    return new JsonObject().put(member, member.equals("Sns") ? event : event.encode());
  }

  @Property
  void everyKeySurvivesTheEncodingOfNotifications(
      @ForAll @NotBlank @StringLength(max = 200) String any) {
    String key = new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
    assertThat(S3ObjectDescriptor.fromEvent(record(encoded)).key()).isEqualTo(key);
    String slashesKept = encoded.replace("%2F", "/");
    assertThat(S3ObjectDescriptor.fromEvent(record(slashesKept)).key()).isEqualTo(key);
  }
}
