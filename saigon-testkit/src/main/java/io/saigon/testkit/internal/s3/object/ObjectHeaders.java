package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.lifecycle.Lifecycle;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Attributes;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Protection;
import io.saigon.testkit.internal.s3.store.Retention;
import io.saigon.testkit.internal.s3.store.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of answers about objects. */
public final class ObjectHeaders {
  private static final Map<String, String> CAPITALS =
      Map.of(
          "content-type", "Content-Type",
          "content-language", "Content-Language",
          "expires", "Expires",
          "cache-control", "Cache-Control",
          "content-disposition", "Content-Disposition",
          "content-encoding", "Content-Encoding");
  private static final List<String> OVERRIDES =
      List.of(
          "content-type",
          "content-language",
          "expires",
          "cache-control",
          "content-disposition",
          "content-encoding");

  private ObjectHeaders() {}

  /** Sets all headers of a read but those of its range. */
  static void read(Reply reply, S3Call call, Bucket bucket, Version version) {
    Version.Data data = version.object();
    Attributes attributes = data.attributes();
    reply
        .header("ETag", data.quotedEtag())
        .header("Last-Modified", Times.http(version.modified()))
        .header("Accept-Ranges", "bytes")
        .header("x-amz-version-id", Lookup.shownId(bucket, version));
    stored(reply, attributes.headers());
    if (!attributes.tags().isEmpty()) {
      reply.header("x-amz-tagging-count", String.valueOf(attributes.tags().size()));
    }
    Protection protection = attributes.protection();
    Retention retention = protection.retention();
    if (retention != null) {
      reply
          .header("x-amz-object-lock-mode", retention.mode().name())
          .header("x-amz-object-lock-retain-until-date", Times.xml(retention.until()));
    }
    Boolean hold = protection.legalHold();
    if (hold != null) {
      reply.header("x-amz-object-lock-legal-hold", hold ? "ON" : "OFF");
    }
    reply
        .header("x-amz-expiration", Lifecycle.expiration(bucket, version))
        .header("x-amz-restore", Archive.header(attributes, call.now()));
    overrides(reply, call);
  }

  /** Sets the headers of an object, and the number of those that a form named as none can be. */
  private static void stored(Reply reply, Map<String, String> headers) {
    long missing = headers.keySet().stream().filter(name -> !HeaderText.isName(name)).count();
    reply.header("x-amz-missing-meta", missing == 0 ? null : String.valueOf(missing));
    headers.forEach(
        (name, value) -> {
          if (HeaderText.isName(name)) {
            reply.header(shown(name), HeaderText.encode(name, value));
          }
        });
  }

  private static void overrides(Reply reply, S3Call call) {
    for (String name : OVERRIDES) {
      String value = call.query().get("response-" + name);
      if (value != null) {
        if (call.caller().isAnonymous()) {
          throw S3Errors.invalidRequest(
              "Request specific response headers cannot be used for anonymous GET requests.");
        }
        if (value.chars().anyMatch(c -> c > 0xff)) {
          throw S3Errors.invalidArgument(
              "Header value cannot be represented using ISO-8859-1.", "response-" + name, value);
        }
        reply.header(shown(name), HeaderText.withoutControls(value));
      }
    }
  }

  /** Returns a name as S3 writes it: the standard ones with capitals, its own without. */
  private static String shown(String name) {
    return name.startsWith("x-amz-") ? name : CAPITALS.getOrDefault(name, name);
  }

  /** Sets the checksum, if there is one. */
  public static void checksum(Reply reply, @Nullable Checksum checksum) {
    if (checksum != null) {
      reply
          .header(checksum.algorithm().header(), checksum.value())
          .header("x-amz-checksum-type", checksum.type().name());
    }
  }

  /** Sets the headers of encryption that answers to writes have. */
  public static void encryption(Reply reply, Map<String, String> headers) {
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(AttributesReader.ENCRYPTION)) {
            reply.header(name, value);
          }
        });
  }
}
