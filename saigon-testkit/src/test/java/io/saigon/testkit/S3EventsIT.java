package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

/** Event notifications, as a queue, a function and EventBridge get them. */
class S3EventsIT extends S3Fixture {
  private final String queue = "arn:aws:sqs:eu-west-1:000000000000:" + bucket;

  private void notify(Event... events) {
    QueueConfiguration configuration =
        QueueConfiguration.builder()
            .queueArn(queue)
            .events(events)
            .filter(
                f ->
                    f.key(
                        k ->
                            k.filterRules(
                                FilterRule.builder().name("prefix").value("in/").build(),
                                FilterRule.builder().name("suffix").value(".csv").build())))
            .build();
    configure(NotificationConfiguration.builder().queueConfigurations(configuration).build());
  }

  private void configure(NotificationConfiguration configuration) {
    s3.putBucketNotificationConfiguration(
        r -> r.bucket(bucket).notificationConfiguration(configuration));
  }

  private List<JsonObject> records() {
    return aws.s3Events(queue).stream()
        .filter(message -> message.containsKey("Records"))
        .map(message -> message.getJsonArray("Records").getJsonObject(0))
        .toList();
  }

  @Test
  void aFunctionOfTheTestGetsEvents() {
    String function = "arn:aws:lambda:eu-west-1:000000000000:function:" + bucket;
    Queue<JsonObject> events = new ConcurrentLinkedQueue<>();
    aws.lambda(
        function,
        event -> {
          events.add(event);
          throw new IllegalStateException("not the client's fault");
        });
    configure(
        NotificationConfiguration.builder()
            .lambdaFunctionConfigurations(
                c -> c.lambdaFunctionArn(function).events(Event.S3_OBJECT_CREATED))
            .build());
    put("a", "x");
    assertThat(events).hasSize(1);
    assertThat(
            events
                .peek()
                .getJsonArray("Records")
                .getJsonObject(0)
                .getJsonObject("s3")
                .getJsonObject("object")
                .getString("key"))
        .isEqualTo("a");
    assertThat(aws.s3Events(function)).hasSize(1);
  }

  @Test
  void aQueueGetsTheEventsThatItsConfigurationNames() {
    notify(Event.S3_OBJECT_CREATED, Event.S3_OBJECT_REMOVED_DELETE);
    assertThat(aws.s3Events(queue).get(0).getString("Event")).isEqualTo("s3:TestEvent");
    put("in/a b+ü.csv", "12345");
    put("in/a.txt", "x");
    put("out/a.csv", "x");
    s3.copyObject(
        r ->
            r.sourceBucket(bucket)
                .sourceKey("out/a.csv")
                .destinationBucket(bucket)
                .destinationKey("in/b.csv"));
    s3.deleteObject(r -> r.bucket(bucket).key("in/b.csv"));
    s3.deleteObject(r -> r.bucket(bucket).key("in/none.csv"));
    assertThat(records())
        .extracting(record -> record.getString("eventName"))
        .containsExactly("ObjectCreated:Put", "ObjectCreated:Copy", "ObjectRemoved:Delete");
    JsonObject object = records().get(0).getJsonObject("s3").getJsonObject("object");
    assertThat(object.getInteger("size")).isEqualTo(5);
    assertThat(object.getString("key")).isEqualTo("in/a+b%2B%C3%BC.csv");
    assertThat(S3ObjectDescriptor.fromEvent(aws.s3Events(queue).get(1)))
        .isEqualTo(S3ObjectDescriptor.of(bucket, "in/a b+ü.csv"));
    assertThat(
            s3.getBucketNotificationConfiguration(r -> r.bucket(bucket))
                .queueConfigurations()
                .get(0)
                .queueArn())
        .isEqualTo(queue);
  }

  @Test
  void aHandlerGetsEachMessageBeforeTheAnswerEvenIfItFails() {
    Queue<JsonObject> handled = new ConcurrentLinkedQueue<>();
    String function = "arn:aws:lambda:eu-west-1:000000000000:function:" + bucket;
    aws.s3EventHandler(
        function,
        message -> {
          handled.add(message);
          throw new IllegalStateException("A handler that fails");
        });
    configure(
        NotificationConfiguration.builder()
            .lambdaFunctionConfigurations(
                l -> l.lambdaFunctionArn(function).events(Event.S3_OBJECT_CREATED_PUT))
            .build());
    put("a", "x");
    assertThat(handled).hasSize(1);
    assertThat(S3ObjectDescriptor.fromEvent(handled.element()).key()).isEqualTo("a");
    assertThat(aws.s3Events(function)).hasSize(1);
  }

  @Test
  void versionsAndMarkersAreNamed() {
    notify(Event.S3_OBJECT_CREATED, Event.S3_OBJECT_REMOVED);
    s3.putBucketVersioning(
        r ->
            r.bucket(bucket)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    put("in/a.csv", "x");
    String marker = s3.deleteObject(r -> r.bucket(bucket).key("in/a.csv")).versionId();
    assertThat(records().get(0).getJsonObject("s3").getJsonObject("object").getString("versionId"))
        .hasSize(32);
    assertThat(records().get(1).getString("eventName"))
        .isEqualTo("ObjectRemoved:DeleteMarkerCreated");
    assertThat(records().get(1).getJsonObject("s3").getJsonObject("object").getString("versionId"))
        .isEqualTo(marker);
  }

  @Test
  void eventBridgeGetsItsOwnForm() {
    configure(
        NotificationConfiguration.builder()
            .eventBridgeConfiguration(EventBridgeConfiguration.builder().build())
            .build());
    put("a b", "x");
    JsonObject event =
        aws.s3Events("arn:aws:events:eu-west-1:000000000000:event-bus/default").stream()
            .filter(e -> e.encode().contains(bucket))
            .findFirst()
            .orElseThrow();
    assertThat(event.getString("detail-type")).isEqualTo("Object Created");
    assertThat(S3ObjectDescriptor.fromEvent(event)).isEqualTo(S3ObjectDescriptor.of(bucket, "a b"));
  }

  @Test
  void aConfigurationThatS3WouldNotTakeIsRefused() {
    for (QueueConfiguration bad :
        List.of(
            QueueConfiguration.builder()
                .queueArn("arn:aws:sns:eu-west-1:000000000000:a")
                .events(Event.S3_OBJECT_CREATED)
                .build(),
            QueueConfiguration.builder()
                .queueArn(queue)
                .eventsWithStrings("s3:ObjectEaten:*")
                .build())) {
      assertRefused(
          400,
          "InvalidArgument",
          () -> configure(NotificationConfiguration.builder().queueConfigurations(bad).build()));
    }
    QueueConfiguration one =
        QueueConfiguration.builder().queueArn(queue).events(Event.S3_OBJECT_CREATED).build();
    assertRefused(
        400,
        "InvalidArgument",
        () ->
            configure(
                NotificationConfiguration.builder()
                    .queueConfigurations(
                        one, one.toBuilder().events(Event.S3_OBJECT_CREATED_PUT).build())
                    .build()));
    put("a", "x");
    assertThat(aws.s3Events(queue)).isEmpty();
  }
}
