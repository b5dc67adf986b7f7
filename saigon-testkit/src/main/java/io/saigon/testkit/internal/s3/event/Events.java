package io.saigon.testkit.internal.s3.event;

import io.saigon.testkit.internal.auth.Principal;
import io.saigon.testkit.internal.s3.request.Encoding;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the events of buckets to the destinations that their configurations name. */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final String region;
  private final Messages messages;
  private final AtomicLong sequence = new AtomicLong(0x60000000L);

  public Events(String region, Messages messages) {
    this.region = region;
    this.messages = messages;
  }

  /**
   * Sends an event.
   *
   * @param name such as {@code ObjectCreated:Put}
   */
  public void publish(Bucket bucket, S3Call call, String name, Version version) {
    Notifications notifications = bucket.settings().get(Notifications.class);
    if (notifications == null) {
      return;
    }
    for (Destination destination : notifications.destinations()) {
      if (destination.wants(name, version.key())) {
        send(destination.arn(), record(bucket, call, name, version, destination.id()));
      }
    }
    if (notifications.eventBridge()) {
      EventBridge.event(region, bucket, call, name, version, next())
          .ifPresent(event -> send(EventBridge.arn(region), event));
    }
  }

  /** Sends what S3 sends when a configuration is set. */
  public void publishTest(Bucket bucket, S3Call call, Notifications notifications) {
    notifications
        .destinations()
        .forEach(
            destination -> {
              if (!destination.arn().contains(":lambda:")) {
                send(
                    destination.arn(),
                    new JsonObject()
                        .put("Service", "Amazon S3")
                        .put("Event", "s3:TestEvent")
                        .put("Time", Times.xml(call.now()))
                        .put("Bucket", bucket.name())
                        .put("RequestId", Ids.accessKey(""))
                        .put("HostId", Ids.token(56)));
              }
            });
  }

  /** A handler of a test that fails is not the client's fault, whose request was done. */
  private void send(String arn, JsonObject message) {
    try {
      messages.send(arn, message);
    } catch (RuntimeException e) {
      LOG.warn("The handler of {} failed", arn, e);
    }
  }

  private String next() {
    return "%016X".formatted(sequence.incrementAndGet());
  }

  private JsonObject record(
      Bucket bucket, S3Call call, String name, Version version, String configuration) {
    Principal principal = call.caller().principal();
    JsonObject object = new JsonObject().put("key", Encoding.encode(version.key()));
    if (!version.isMarker() && !name.startsWith("ObjectRemoved")) {
      object.put("size", version.object().content().length()).put("eTag", version.object().etag());
    }
    if (!version.id().equals(Version.NULL)) {
      object.put("versionId", version.id());
    }
    object.put("sequencer", next());
    JsonObject record =
        new JsonObject()
            .put("eventVersion", "2.1")
            .put("eventSource", "aws:s3")
            .put("awsRegion", region)
            .put("eventTime", Times.xml(call.now()))
            .put("eventName", name)
            .put(
                "userIdentity",
                new JsonObject()
                    .put("principalId", principal == null ? "Anonymous" : "AWS:" + principal.id()))
            .put("requestParameters", new JsonObject().put("sourceIPAddress", "127.0.0.1"))
            .put(
                "responseElements",
                new JsonObject()
                    .put("x-amz-request-id", Ids.accessKey(""))
                    .put("x-amz-id-2", Ids.token(56)))
            .put(
                "s3",
                new JsonObject()
                    .put("s3SchemaVersion", "1.0")
                    .put("configurationId", configuration)
                    .put(
                        "bucket",
                        new JsonObject()
                            .put("name", bucket.name())
                            .put("ownerIdentity", new JsonObject().put("principalId", "LOCAL"))
                            .put("arn", "arn:aws:s3:::" + bucket.name()))
                    .put("object", object));
    return new JsonObject().put("Records", new JsonArray().add(record));
  }
}
