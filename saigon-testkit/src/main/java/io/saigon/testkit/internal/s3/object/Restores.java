package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.lifecycle.Lifecycle;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Attributes;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Restore;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** RestoreObject, whose retrievals take as long as those of AWS by the local clock. */
public final class Restores {
  private static final List<String> OF_SELECT =
      List.of("Type", "SelectParameters", "OutputLocation");

  private final Buckets buckets;

  public Restores(Buckets buckets) {
    this.buckets = buckets;
  }

  public Reply restore(S3Call call) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    synchronized (bucket) {
      Version version = Lookup.object(bucket, call);
      Attributes attributes = version.object().attributes();
      Map<String, Duration> tiers = Archive.tiers(attributes.storageClass());
      if (tiers == null) {
        throw Archive.state("Restore is not allowed for the object's current storage class");
      }
      XmlElement document = read(call);
      int days = days(document);
      Duration duration = duration(document, tiers);
      Restore before = attributes.restore();
      boolean extended = before != null && before.isReadable(call.now());
      Instant ready = extended ? call.now() : call.now().plus(duration);
      // A faster tier overtakes a slower one that is under way.
      if (before != null && before.isOngoing(call.now()) && !ready.isBefore(before.ready())) {
        throw new S3Error(409, "RestoreAlreadyInProgress", "Object restore is already in progress");
      }
      Restore restore = new Restore(ready, Lifecycle.end(ready, days));
      bucket.change(version, attributes.withRestore(restore));
      return Reply.of(extended ? 200 : 202);
    }
  }

  private static XmlElement read(S3Call call) throws IOException {
    XmlElement document = call.xml("RestoreRequest");
    for (String name : OF_SELECT) {
      if (document.child(name).isPresent()) {
        throw S3Errors.notImplemented("The local S3 does not implement restores with " + name);
      }
    }
    return document.only("Days", "GlacierJobParameters", "Tier", "Description");
  }

  private static int days(XmlElement document) {
    String text = document.required("Days").strip();
    if (!text.matches("-?\\d{1,9}")) {
      throw S3Errors.malformedXml();
    }
    int days = Integer.parseInt(text);
    if (days < 1) {
      throw S3Errors.invalidArgument("Days must be a positive integer", "Days", text);
    }
    return days;
  }

  private static Duration duration(XmlElement document, Map<String, Duration> tiers) {
    String tier =
        document
            .child("GlacierJobParameters")
            .map(parameters -> parameters.required("Tier"))
            .orElse(document.optional("Tier"));
    String named = tier == null ? "Standard" : tier;
    if (!List.of("Expedited", "Standard", "Bulk").contains(named)) {
      throw S3Errors.malformedXml();
    }
    Duration duration = tiers.get(named);
    if (duration == null) {
      throw S3Errors.invalidArgument(
          "Retrieval option is not supported by this storage class", "Tier", named);
    }
    return duration;
  }
}
