package io.saigon.api.storage;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the objects in all the shapes that S3's events arrive in. */
final class S3Events {
  // S3 in SNS in SQS is 3 deep; what is deeper did not come from AWS.
  private static final int MAX_DEPTH = 6;

  private S3Events() {}

  static List<S3ObjectDescriptor> objects(JsonObject event) {
    List<S3ObjectDescriptor> found = new ArrayList<>();
    collect(event, found, 0);
    return List.copyOf(found);
  }

  private static void collect(JsonObject event, List<S3ObjectDescriptor> found, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("The event is nested deeper than AWS nests S3 events");
    }
    if (event.containsKey("Records")) {
      for (Object each : array(event, "Records")) {
        collect(object(each, "a record"), found, depth + 1);
      }
    } else if (event.containsKey("s3")) {
      found.add(notified(member(event, "s3")));
    } else if (event.containsKey("detail")) {
      found.add(bridged(member(event, "detail")));
    } else if (event.containsKey("bucket") && event.containsKey("object")) {
      found.add(isDetail(event) ? bridged(event) : notified(event));
    } else if (event.containsKey("body")) {
      collect(json(event, "body"), found, depth + 1);
    } else if (event.containsKey("Sns")) {
      collect(member(event, "Sns"), found, depth + 1);
    } else if (event.containsKey("Message")) {
      collect(json(event, "Message"), found, depth + 1);
    } else if (!"s3:TestEvent".equals(event.getValue("Event"))) {
      throw new IllegalArgumentException(
          "This is not an S3 event: it has none of Records, s3, detail, body, Sns and Message, but "
              + event.fieldNames());
    }
  }

  // Both parts have a bucket and an object; these members only EventBridge's has.
  private static boolean isDetail(JsonObject part) {
    return part.containsKey("request-id") || part.containsKey("requester");
  }

  private static S3ObjectDescriptor notified(JsonObject s3) {
    JsonObject object = member(s3, "object");
    return new S3ObjectDescriptor(
        text(member(s3, "bucket"), "name"),
        FormDecoder.decode(text(object, "key")),
        version(object, "versionId"));
  }

  private static S3ObjectDescriptor bridged(JsonObject detail) {
    JsonObject object = member(detail, "object");
    return new S3ObjectDescriptor(
        text(member(detail, "bucket"), "name"), text(object, "key"), version(object, "version-id"));
  }

  private static @Nullable String version(JsonObject object, String name) {
    Object value = object.getValue(name);
    if (value == null || "".equals(value)) {
      return null;
    }
    return text(object, name);
  }

  private static String text(JsonObject parent, String name) {
    if (parent.getValue(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("An S3 event must have a text " + name + " here");
  }

  private static JsonObject member(JsonObject parent, String name) {
    return object(parent.getValue(name), name);
  }

  private static JsonObject object(@Nullable Object value, String name) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException("An S3 event must have an object as " + name);
  }

  private static JsonArray array(JsonObject parent, String name) {
    if (parent.getValue(name) instanceof JsonArray array) {
      return array;
    }
    throw new IllegalArgumentException("An S3 event must have an array as " + name);
  }

  private static JsonObject json(JsonObject parent, String name) {
    try {
      return new JsonObject(text(parent, name));
    } catch (DecodeException e) {
      throw new IllegalArgumentException(
          "The %s of a message that holds an S3 event must be JSON".formatted(name));
    }
  }
}
