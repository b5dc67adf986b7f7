package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.event.Events;
import io.saigon.testkit.internal.s3.lifecycle.Lifecycle;
import io.saigon.testkit.internal.s3.request.Conditions;
import io.saigon.testkit.internal.s3.request.Received;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Attributes;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Version;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** PutObject. */
public final class Puts {
  private final Buckets buckets;
  private final Events events;

  public Puts(Buckets buckets, Events events) {
    this.buckets = buckets;
    this.events = events;
  }

  public Reply put(S3Call call) {
    Bucket bucket = buckets.get(call.bucket());
    Bucket.checkKey(call.key());
    Attributes attributes = AttributesReader.of(call, bucket);
    Received body = call.body();
    if (!body.isProtected() && call.headers().names().stream().anyMatch(Puts::isLock)) {
      throw S3Errors.invalidRequest(
          "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with"
              + " Object Lock parameters");
    }
    Version version = store(bucket, call, call.key(), attributes);
    events.publish(bucket, call, "ObjectCreated:Put", version);
    Reply reply =
        Reply.of(200)
            .header("ETag", version.object().quotedEtag())
            .header("x-amz-version-id", Lookup.ownId(version))
            .header("x-amz-expiration", Lifecycle.expiration(bucket, version));
    ObjectHeaders.encryption(reply, attributes.headers());
    ObjectHeaders.checksum(reply, body.checksum());
    return reply;
  }

  private static boolean isLock(String header) {
    return header.regionMatches(true, 0, "x-amz-object-lock-", 0, 18);
  }

  /** Stores a body as the current version. */
  public static Version store(Bucket bucket, S3Call call, String key, Attributes attributes) {
    Received body = call.body();
    synchronized (bucket) {
      Conditions.checkWrite(call, Lookup.currentEtag(bucket, key));
      Version version =
          new Version(
              key,
              Lookup.newId(bucket),
              call.now().truncatedTo(ChronoUnit.SECONDS),
              new Version.Data(
                  body.content(), body.etag(), body.checksum(), List.of(), attributes));
      bucket.add(version);
      body.content().retain();
      return version;
    }
  }
}
