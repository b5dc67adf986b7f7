package io.saigon.testkit.internal.s3.multipart;

import io.saigon.testkit.internal.s3.checksum.Algorithm;
import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.content.Content;
import io.saigon.testkit.internal.s3.content.Contents;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.event.Events;
import io.saigon.testkit.internal.s3.lifecycle.Lifecycle;
import io.saigon.testkit.internal.s3.object.Copies;
import io.saigon.testkit.internal.s3.object.Lookup;
import io.saigon.testkit.internal.s3.object.ObjectHeaders;
import io.saigon.testkit.internal.s3.request.Conditions;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.StoredPart;
import io.saigon.testkit.internal.s3.store.Upload;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** CompleteMultipartUpload; the parts are joined and not copied. */
public final class UploadEnd {
  private static final long LEAST = 5L << 20;
  private static final int MOST = 10_000;
  private static final String CHECKSUM_TYPE = "x-amz-checksum-type";

  private final Buckets buckets;
  private final Events events;

  public UploadEnd(Buckets buckets, Events events) {
    this.buckets = buckets;
    this.events = events;
  }

  public Reply complete(S3Call call) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    Conditions.checkWritable(call);
    String id = call.query().get("uploadId", "");
    bucket.upload(call.key(), id);
    List<XmlElement> named = named(call);
    Version version;
    synchronized (bucket) {
      Upload upload = bucket.upload(call.key(), id);
      checkType(call, upload);
      List<StoredPart> parts = parts(upload, named);
      Completion completion = new Completion(upload, parts);
      Checksum checksum = completion.checksum();
      check(call, upload, completion, checksum);
      Conditions.checkCompletion(
          call, Lookup.currentEtag(bucket, call.key()), upload.isOvertaken());
      Content content = Contents.join(parts.stream().map(StoredPart::content).toList());
      version =
          new Version(
              call.key(),
              Lookup.newId(bucket),
              // S3 dates an object by the start of its upload.
              upload.initiated().truncatedTo(ChronoUnit.SECONDS),
              new Version.Data(
                  content, completion.etag(), checksum, completion.infos(), upload.attributes()));
      bucket.add(version);
      bucket.end(upload);
    }
    events.publish(bucket, call, "ObjectCreated:CompleteMultipartUpload", version);
    return reply(call, bucket, version);
  }

  private static List<XmlElement> named(S3Call call) throws IOException {
    if (!call.hasBody()) {
      throw S3Errors.invalidRequest("You must specify at least one part");
    }
    List<XmlElement> parts = call.xml("CompleteMultipartUpload").only("Part").children();
    if (parts.isEmpty() || parts.size() > MOST) {
      throw S3Errors.malformedXml();
    }
    return parts;
  }

  private static List<StoredPart> parts(Upload upload, List<XmlElement> named) {
    List<StoredPart> parts = new ArrayList<>(named.size());
    int before = 0;
    for (XmlElement each : named) {
      int number = number(each);
      if (number <= before) {
        throw new S3Error(
                400,
                "InvalidPartOrder",
                "The list of parts was not in ascending order. Parts must be ordered by part"
                    + " number.")
            .with("UploadId", upload.id());
      }
      before = number;
      parts.add(part(upload, each, number));
    }
    for (int i = 0; i < parts.size() - 1; i++) {
      checkSize(parts.get(i));
    }
    return parts;
  }

  private static int number(XmlElement part) {
    String number = part.required("PartNumber").strip();
    if (!number.matches("\\d{1,9}")) {
      throw S3Errors.malformedXml();
    }
    return PartNumbers.parse(number);
  }

  private static StoredPart part(Upload upload, XmlElement named, int number) {
    String etag = named.required("ETag").strip().replace("\"", "");
    StoredPart part = upload.part(number);
    if (part == null || !part.etag().equals(etag)) {
      throw invalidPart(upload, number, etag);
    }
    Algorithm chosen = upload.chosen();
    for (Algorithm algorithm : Algorithm.values()) {
      String checksum = named.optional(algorithm.element());
      if (checksum == null) {
        continue;
      }
      // An upload without an algorithm keeps no checksum that a client could name.
      if (chosen == null || (algorithm == chosen && !checksum.equals(part.checksum().value()))) {
        throw invalidPart(upload, number, etag);
      }
      if (algorithm != chosen) {
        throw new S3Error(
            400,
            "BadDigest",
            "The %s you specified for part %d did not match what we received."
                .formatted(lower(algorithm), number));
      }
    }
    if (chosen != null
        && upload.type() == Checksum.Type.COMPOSITE
        && named.optional(chosen.element()) == null) {
      throw S3Errors.invalidRequest(
          "The upload was created using a %s checksum. The complete request must include the checksum for each part. It was missing for part %d in the request."
              .formatted(lower(chosen), number));
    }
    return part;
  }

  private static String lower(Algorithm algorithm) {
    return algorithm.name().toLowerCase(Locale.ROOT);
  }

  private static S3Error invalidPart(Upload upload, int number, String etag) {
    return new S3Error(
            400,
            "InvalidPart",
            "One or more of the specified parts could not be found.  The part may not have been"
                + " uploaded, or the specified entity tag may not match the part's entity tag.")
        .with("UploadId", upload.id())
        .with("PartNumber", String.valueOf(number))
        .with("ETag", etag);
  }

  private static void checkSize(StoredPart part) {
    if (part.content().length() < LEAST) {
      throw new S3Error(
              400,
              "EntityTooSmall",
              "Your proposed upload is smaller than the minimum allowed size")
          .with("ProposedSize", String.valueOf(part.content().length()))
          .with("MinSizeAllowed", String.valueOf(LEAST))
          .with("PartNumber", String.valueOf(part.number()))
          .with("ETag", part.etag());
    }
  }

  private static void checkType(S3Call call, Upload upload) {
    String type = call.header(CHECKSUM_TYPE);
    Object chosenType = upload.chosen() == null ? null : upload.type();
    if (type != null && !type.equals(String.valueOf(chosenType))) {
      throw S3Errors.invalidRequest(
          "The upload was created using the %s checksum mode. The complete request must use the same checksum mode."
              .formatted(chosenType));
    }
  }

  /** Checks what the client says of the whole object. */
  private static void check(S3Call call, Upload upload, Completion completion, Checksum checksum) {
    String size = call.header("x-amz-mp-object-size");
    if (size != null && !size.equals(String.valueOf(completion.size()))) {
      throw S3Errors.invalidRequest(
          "The provided 'x-amz-mp-object-size' header value %s does not match what was computed: %d"
              .formatted(size, completion.size()));
    }
    boolean isTyped = call.has(CHECKSUM_TYPE);
    for (Algorithm algorithm : Algorithm.values()) {
      String given = call.header(algorithm.header());
      if (given != null && !fits(upload, checksum, algorithm, given, isTyped)) {
        throw new S3Error(
            400,
            "BadDigest",
            "The %s you specified did not match the calculated checksum."
                .formatted(lower(checksum.algorithm())));
      }
    }
  }

  /** Returns whether S3 takes the checksum of an object that ends an upload. */
  private static boolean fits(
      Upload upload, Checksum checksum, Algorithm algorithm, String given, boolean isTyped) {
    if (algorithm != checksum.algorithm()) {
      // Of an upload without an algorithm, S3 ignores those that it does not compute.
      return upload.chosen() == null;
    }
    if (upload.chosen() != null && checksum.type() == Checksum.Type.FULL_OBJECT && !isTyped) {
      // Without its type it is taken for a composite one.
      return false;
    }
    return given.equals(checksum.value())
        || given.equals(checksum.value().replaceFirst("-\\d+$", ""));
  }

  private static Reply reply(S3Call call, Bucket bucket, Version version) {
    XmlDocument xml =
        XmlDocument.of("CompleteMultipartUploadResult")
            .element("Location", call.url())
            .element("Bucket", bucket.name())
            .element("Key", version.key())
            .element("ETag", version.object().quotedEtag());
    Copies.checksum(xml, version.object().checksum());
    Reply reply =
        Reply.xml(xml)
            .header("x-amz-version-id", Lookup.shownId(bucket, version))
            .header("x-amz-expiration", Lifecycle.expiration(bucket, version));
    ObjectHeaders.encryption(reply, version.object().attributes().headers());
    return reply;
  }
}
