package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Checksum;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Multipart uploads with their rules, and reads of parts. */
class S3MultipartIT extends S3Fixture {
  private static final int LEAST = 5 << 20;
  private static final byte[] BIG = random(LEAST);

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private String start(String key) {
    return s3.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
  }

  private CompletedPart part(String key, String id, int number, byte[] bytes) {
    UploadPartResponse part =
        s3.uploadPart(
            r -> r.bucket(bucket).key(key).uploadId(id).partNumber(number),
            RequestBody.fromBytes(bytes));
    return CompletedPart.builder().partNumber(number).eTag(part.eTag()).build();
  }

  private String complete(String key, String id, List<CompletedPart> parts) {
    return s3.completeMultipartUpload(
            r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)))
        .eTag();
  }

  @Test
  void partsAreReadOneByOneAndTogether() throws Exception {
    String id = start("a");
    CompletedPart last = part("a", id, 9, bytes("end"));
    CompletedPart first = part("a", id, 2, BIG);
    String etag = complete("a", id, List.of(first, last));
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    for (byte[] part : List.of(BIG, bytes("end"))) {
      digests.write(MessageDigest.getInstance("MD5").digest(part));
    }
    byte[] whole = MessageDigest.getInstance("MD5").digest(digests.toByteArray());
    assertThat(etag).isEqualTo('"' + HexFormat.of().formatHex(whole) + "-2\"");
    for (int number = 1; number <= 2; number++) {
      int wanted = number;
      var part = s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").partNumber(wanted));
      assertThat(part.asByteArray()).isEqualTo(number == 1 ? BIG : bytes("end"));
      assertThat(part.response().partsCount()).isEqualTo(2);
      assertThat(part.response().sdkHttpResponse().statusCode()).isEqualTo(206);
      assertThat(part.response().contentRange())
          .isEqualTo(
              number == 1
                  ? "bytes 0-" + (LEAST - 1) + "/" + (LEAST + 3)
                  : "bytes " + LEAST + "-" + (LEAST + 2) + "/" + (LEAST + 3));
      assertThat(s3.headObject(r -> r.bucket(bucket).key("a").partNumber(wanted)).contentLength())
          .isEqualTo(part.asByteArray().length);
    }
    assertRefused(
        416,
        "InvalidPartNumber",
        () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").partNumber(3)));
    assertRefused(
        400,
        "InvalidRequest",
        () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").partNumber(1).range("bytes=0-1")));
    put("plain", "x");
    assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("plain").partNumber(1)).asUtf8String())
        .isEqualTo("x");
  }

  @Test
  void aPartReplacesAnEarlierOneOfItsNumberAndTheOthersAreDropped() {
    String id = start("a");
    CompletedPart before = part("a", id, 1, bytes("before"));
    CompletedPart after = part("a", id, 1, bytes("after"));
    part("a", id, 2, bytes("not listed"));
    assertRefused(400, "InvalidPart", () -> complete("a", id, List.of(before)));
    complete("a", id, List.of(after));
    assertThat(get("a")).isEqualTo("after");
    assertRefused(404, "NoSuchUpload", () -> complete("a", id, List.of(after)));
  }

  @Test
  void aListOfPartsIsCheckedBeforeAnythingIsStored() {
    String id = start("a");
    CompletedPart one = part("a", id, 1, bytes("small"));
    CompletedPart two = part("a", id, 2, bytes("too"));
    assertRefused(400, "EntityTooSmall", () -> complete("a", id, List.of(one, two)));
    assertRefused(400, "InvalidPartOrder", () -> complete("a", id, List.of(two, one)));
    assertRefused(400, "InvalidPartOrder", () -> complete("a", id, List.of(one, one)));
    CompletedPart unknown = one.toBuilder().partNumber(3).build();
    assertRefused(400, "InvalidPart", () -> complete("a", id, List.of(unknown)));
    CompletedPart wrong = one.toBuilder().eTag(two.eTag()).build();
    assertRefused(400, "InvalidPart", () -> complete("a", id, List.of(wrong)));
    for (String body :
        List.of(
            "<CompleteMultipartUpload/>",
            "<CompleteMultipartUpload><Part/></CompleteMultipartUpload>",
            "no xml")) {
      HttpResponse<String> answer =
          S3Wire.admin(aws).hashed("POST", path("/a?uploadId=" + id), bytes(body)).send();
      assertThat(answer.body()).contains("<Code>MalformedXML<");
    }
    assertRefused(404, "NoSuchKey", () -> get("a"));
    complete("a", id, List.of(one));
    assertThat(get("a")).isEqualTo("small");
  }

  @Test
  void unknownAndAbortedUploadsTakeNoPart() {
    String id = start("a");
    for (int number : new int[] {0, 10_001, -1}) {
      assertRefused(400, "InvalidArgument", () -> part("a", id, number, NOTHING));
    }
    assertRefused(404, "NoSuchUpload", () -> part("a", "bogus", 1, NOTHING));
    assertRefused(404, "NoSuchUpload", () -> part("other", id, 1, NOTHING));
    s3.abortMultipartUpload(r -> r.bucket(bucket).key("a").uploadId(id));
    assertRefused(404, "NoSuchUpload", () -> part("a", id, 1, NOTHING));
    assertRefused(
        404,
        "NoSuchUpload",
        () -> s3.abortMultipartUpload(r -> r.bucket(bucket).key("a").uploadId(id)));
    assertRefused(
        404, "NoSuchUpload", () -> s3.listParts(r -> r.bucket(bucket).key("a").uploadId(id)));
  }

  @Test
  void partsAndUploadsAreListedInPages() {
    String id = start("a");
    for (int number : new int[] {7, 3, 5}) {
      part("a", id, number, bytes("" + number));
    }
    assertThat(
            s3.listPartsPaginator(r -> r.bucket(bucket).key("a").uploadId(id).maxParts(2)).parts())
        .extracting(Part::partNumber)
        .containsExactly(3, 5, 7);
    String second = start("a");
    String third = start("b/c");
    assertThat(s3.listMultipartUploadsPaginator(r -> r.bucket(bucket).maxUploads(1)).uploads())
        .extracting(MultipartUpload::uploadId)
        .containsExactlyInAnyOrder(id, second, third);
    assertThat(s3.listMultipartUploads(r -> r.bucket(bucket).delimiter("/")).commonPrefixes())
        .extracting(p -> p.prefix())
        .containsExactly("b/");
    var last = s3.listMultipartUploads(r -> r.bucket(bucket).prefix("b"));
    assertThat(last.uploads()).hasSize(1);
    assertThat(last.nextKeyMarker()).isEqualTo("b/c");
    assertThat(last.nextUploadIdMarker()).isEqualTo(third);
    for (String marker : List.of(third, "bogus")) {
      assertRefused(
          400,
          "InvalidArgument",
          () ->
              s3.listMultipartUploads(r -> r.bucket(bucket).keyMarker("a").uploadIdMarker(marker)));
    }
  }

  @Test
  void aListingGoesOnBehindUploadsThatWereAbortedMeanwhile() {
    for (int i = 0; i < 5; i++) {
      start("a");
    }
    s3.listMultipartUploadsPaginator(r -> r.bucket(bucket).maxUploads(2))
        .uploads()
        .forEach(
            upload ->
                s3.abortMultipartUpload(
                    r -> r.bucket(bucket).key("a").uploadId(upload.uploadId())));
    assertThat(s3.listMultipartUploads(r -> r.bucket(bucket)).uploads()).isEmpty();
  }

  @Test
  void aRangeOfAnObjectIsCopiedAsAPart() {
    put("source", "0123456789");
    String id = start("a");
    String etag =
        s3.uploadPartCopy(
                r ->
                    r.sourceBucket(bucket)
                        .sourceKey("source")
                        .destinationBucket(bucket)
                        .destinationKey("a")
                        .uploadId(id)
                        .partNumber(1)
                        .copySourceRange("bytes=2-4"))
            .copyPartResult()
            .eTag();
    complete("a", id, List.of(CompletedPart.builder().partNumber(1).eTag(etag).build()));
    assertThat(get("a")).isEqualTo("234");
    String other = start("b");
    assertRefused(400, "InvalidRequest", () -> copyRange(other, "bytes=10-11"));
    for (String range : List.of("bytes=5-99", "bytes=4-2", "bytes=-3", "2-4")) {
      assertRefused(400, "InvalidArgument", () -> copyRange(other, range));
    }
  }

  private void copyRange(String id, String range) {
    s3.uploadPartCopy(
        r ->
            r.sourceBucket(bucket)
                .sourceKey("source")
                .destinationBucket(bucket)
                .destinationKey("b")
                .uploadId(id)
                .partNumber(1)
                .copySourceRange(range));
  }

  @ParameterizedTest
  @CsvSource({
    "CRC32, FULL_OBJECT",
    "CRC32C, FULL_OBJECT",
    "CRC32, COMPOSITE",
    "CRC32C, COMPOSITE",
    "SHA1, COMPOSITE",
    "SHA256, COMPOSITE"
  })
  void checksumsOfPartsBecomeThatOfTheObject(String name, ChecksumType type) {
    ChecksumAlgorithm algorithm = ChecksumAlgorithm.fromValue(name);
    String id =
        s3.createMultipartUpload(
                r -> r.bucket(bucket).key("a").checksumAlgorithm(algorithm).checksumType(type))
            .uploadId();
    List<CompletedPart> parts =
        List.of(checked(id, 1, BIG, algorithm), checked(id, 2, bytes("end"), algorithm));
    s3.completeMultipartUpload(
        r -> r.bucket(bucket).key("a").uploadId(id).multipartUpload(m -> m.parts(parts)));
    var attributes =
        s3.getObjectAttributes(
            r ->
                r.bucket(bucket)
                    .key("a")
                    .objectAttributes(
                        ObjectAttributes.CHECKSUM,
                        ObjectAttributes.OBJECT_PARTS,
                        ObjectAttributes.OBJECT_SIZE));
    assertThat(attributes.checksum().checksumType()).isEqualTo(type);
    assertThat(attributes.objectSize()).isEqualTo(LEAST + 3);
    assertThat(attributes.objectParts().totalPartsCount()).isEqualTo(2);
    assertThat(attributes.objectParts().parts()).hasSize(type == ChecksumType.COMPOSITE ? 2 : 0);
    assertThat(value(attributes.checksum())).doesNotContain("-");
    var part =
        s3.headObject(
            r -> r.bucket(bucket).key("a").partNumber(2).checksumMode(ChecksumMode.ENABLED));
    assertThat(part.checksumType()).isEqualTo(type == ChecksumType.COMPOSITE ? type : null);
    // The SDK computes it again.
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").checksumMode(ChecksumMode.ENABLED))
                .asByteArray())
        .isEqualTo(concatenated());
  }

  private static String value(Checksum checksum) {
    return Stream.of(
            checksum.checksumCRC32(),
            checksum.checksumCRC32C(),
            checksum.checksumSHA1(),
            checksum.checksumSHA256())
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] concatenated() {
    byte[] whole = Arrays.copyOf(BIG, LEAST + 3);
    System.arraycopy(bytes("end"), 0, whole, LEAST, 3);
    return whole;
  }

  private CompletedPart checked(String id, int number, byte[] bytes, ChecksumAlgorithm algorithm) {
    UploadPartResponse part =
        s3.uploadPart(
            r ->
                r.bucket(bucket)
                    .key("a")
                    .uploadId(id)
                    .partNumber(number)
                    .checksumAlgorithm(algorithm),
            RequestBody.fromBytes(bytes));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(part.eTag())
        .checksumCRC32(part.checksumCRC32())
        .checksumCRC32C(part.checksumCRC32C())
        .checksumSHA1(part.checksumSHA1())
        .checksumSHA256(part.checksumSHA256())
        .build();
  }

  @Test
  void anUploadHoldsItsPartsToItsChecksum() {
    String id =
        s3.createMultipartUpload(
                r -> r.bucket(bucket).key("a").checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .uploadId();
    assertRefused(
        400,
        "InvalidRequest",
        () ->
            s3.uploadPart(
                r ->
                    r.bucket(bucket)
                        .key("a")
                        .uploadId(id)
                        .partNumber(1)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA1),
                RequestBody.fromString("x")));
    CompletedPart part = checked(id, 1, bytes("x"), ChecksumAlgorithm.SHA256);
    CompletedPart wrong = part.toBuilder().checksumSHA256("A".repeat(43) + "=").build();
    assertRefused(400, "InvalidPart", () -> complete("a", id, List.of(wrong)));
    CompletedPart without = part.toBuilder().checksumSHA256(null).build();
    assertRefused(400, "InvalidRequest", () -> complete("a", id, List.of(without)));
    assertRefused(
        400,
        "BadDigest",
        () ->
            s3.completeMultipartUpload(
                r ->
                    r.bucket(bucket)
                        .key("a")
                        .uploadId(id)
                        .checksumSHA256("A".repeat(43) + "=")
                        .multipartUpload(m -> m.parts(part))));
    assertRefused(
        400,
        "InvalidRequest",
        () ->
            s3.completeMultipartUpload(
                r ->
                    r.bucket(bucket)
                        .key("a")
                        .uploadId(id)
                        .mpuObjectSize(2L)
                        .multipartUpload(m -> m.parts(part))));
    for (var combination :
        List.of(
            new Object[] {ChecksumAlgorithm.SHA1, ChecksumType.FULL_OBJECT},
            new Object[] {ChecksumAlgorithm.CRC64_NVME, ChecksumType.COMPOSITE})) {
      assertRefused(
          400,
          "InvalidRequest",
          () ->
              s3.createMultipartUpload(
                  r ->
                      r.bucket(bucket)
                          .key("a")
                          .checksumAlgorithm((ChecksumAlgorithm) combination[0])
                          .checksumType((ChecksumType) combination[1])));
    }
  }

  @Test
  void anUploadWithoutAnAlgorithmTakesNoChecksumsAtItsEnd() {
    String id = start("a");
    UploadPartResponse uploaded =
        s3.uploadPart(
            r -> r.bucket(bucket).key("a").uploadId(id).partNumber(1),
            RequestBody.fromString("123456789"));
    assertThat(uploaded.checksumCRC32()).isEqualTo("y/Q5Jg==");
    CompletedPart part = CompletedPart.builder().partNumber(1).eTag(uploaded.eTag()).build();
    CompletedPart checked = part.toBuilder().checksumCRC32(uploaded.checksumCRC32()).build();
    assertRefused(400, "InvalidPart", () -> complete("a", id, List.of(checked)));
    assertRefused(
        400,
        "InvalidRequest",
        () ->
            s3.completeMultipartUpload(
                r ->
                    r.bucket(bucket)
                        .key("a")
                        .uploadId(id)
                        .checksumType(ChecksumType.FULL_OBJECT)
                        .multipartUpload(m -> m.parts(part))));
    complete("a", id, List.of(part));
    assertThat(get("a")).isEqualTo("123456789");
  }

  @Test
  void aChecksumOfTheWholeNeedsItsTypeAndItsAlgorithm() {
    String id =
        s3.createMultipartUpload(
                r ->
                    r.bucket(bucket)
                        .key("a")
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                        .checksumType(ChecksumType.FULL_OBJECT))
            .uploadId();
    CompletedPart part = checked(id, 1, bytes("123456789"), ChecksumAlgorithm.CRC32);
    assertRefused(400, "BadDigest", () -> completeWith(id, part, "y/Q5Jg==", null));
    assertRefused(
        400, "BadDigest", () -> completeWith(id, part, "AAAAAA==", ChecksumType.FULL_OBJECT));
    CompletedPart other =
        part.toBuilder().checksumSHA256("A".repeat(43) + "=").checksumCRC32(null).build();
    assertRefused(400, "BadDigest", () -> complete("a", id, List.of(other)));
    completeWith(id, part, "y/Q5Jg==", ChecksumType.FULL_OBJECT);
    assertThat(get("a")).isEqualTo("123456789");
  }

  private void completeWith(String id, CompletedPart part, String crc32, ChecksumType type) {
    s3.completeMultipartUpload(
        r ->
            r.bucket(bucket)
                .key("a")
                .uploadId(id)
                .checksumCRC32(crc32)
                .checksumType(type)
                .multipartUpload(m -> m.parts(part)));
  }

  @Test
  void aConditionDoesNotHoldForAKeyThatWasWrittenDuringTheUpload() {
    put("a", "before");
    String id = start("a");
    CompletedPart part = part("a", id, 1, bytes("x"));
    s3.deleteObject(r -> r.bucket(bucket).key("a"));
    assertRefused(409, "ConditionalRequestConflict", () -> completeIf(id, part, null, "*"));
    String etag =
        s3.putObject(r -> r.bucket(bucket).key("a"), RequestBody.fromString("during")).eTag();
    assertRefused(409, "ConditionalRequestConflict", () -> completeIf(id, part, etag, null));
    assertRefused(412, "PreconditionFailed", () -> completeIf(id, part, "\"other\"", null));
    assertThat(get("a")).isEqualTo("during");
    String again = start("a");
    completeIf(again, part("a", again, 1, bytes("x")), etag, null);
    assertThat(get("a")).isEqualTo("x");
  }

  private void completeIf(String id, CompletedPart part, String match, String none) {
    s3.completeMultipartUpload(
        r ->
            r.bucket(bucket)
                .key("a")
                .uploadId(id)
                .ifMatch(match)
                .ifNoneMatch(none)
                .multipartUpload(m -> m.parts(part)));
  }

  @Test
  void conditionsOfAnUploadAreThoseOfItsEnd() {
    String id = start("a");
    CompletedPart part = part("a", id, 1, bytes("x"));
    put("a", "there");
    assertRefused(
        412,
        "PreconditionFailed",
        () ->
            s3.completeMultipartUpload(
                r ->
                    r.bucket(bucket)
                        .key("a")
                        .uploadId(id)
                        .ifNoneMatch("*")
                        .multipartUpload(m -> m.parts(part))));
    assertThat(get("a")).isEqualTo("there");
    complete("a", id, List.of(part));
    assertThat(get("a")).isEqualTo("x");
  }
}
