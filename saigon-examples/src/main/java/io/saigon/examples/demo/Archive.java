package io.saigon.examples.demo;

import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The archive of the JDK's tables on its way: uploaded, announced by S3's event, loaded. */
final class Archive {
  private static final S3ObjectDescriptor OBJECT =
      S3ObjectDescriptor.of("orders-inbox", "tables of the JDK/2026 (all).zip");

  private final Stage stage;
  private final JdkTables tables = JdkTables.read();
  private final Buffer zip = tables.zip();

  Archive(Stage stage) {
    this.stage = stage;
  }

  int size() {
    return zip.length();
  }

  /** Number of rows by table. */
  JsonObject rows() {
    return tables.rows();
  }

  /** Uploads the archive; returns the event that S3 sends then. */
  Future<JsonObject> upload() {
    return stage
        .aws()
        .createBucket(OBJECT.bucket())
        .compose(v -> stage.operator().storage().upload(OBJECT, zip))
        .map(uploaded -> event());
  }

  /** Sends the event to the service, which loads the archive. */
  Future<JsonObject> load(JsonObject event) {
    return stage
        .vertx()
        .eventBus()
        .<JsonObject>request(CatalogVerticle.ADDRESS, event)
        .map(Message::body);
  }

  // S3 encodes keys in events as HTML forms do.
  private static JsonObject event() {
    JsonObject s3 =
        new JsonObject()
            .put("s3SchemaVersion", "1.0")
            .put("bucket", new JsonObject().put("name", OBJECT.bucket()))
            .put(
                "object",
                new JsonObject()
                    .put("key", URLEncoder.encode(OBJECT.key(), StandardCharsets.UTF_8)));
    JsonObject put =
        new JsonObject()
            .put("eventVersion", "2.1")
            .put("eventSource", "aws:s3")
            .put("eventName", "ObjectCreated:Put")
            .put("s3", s3);
    return new JsonObject().put("Records", new JsonArray().add(put));
  }
}
