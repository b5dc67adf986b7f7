package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests that S3 refuses before it accesses an object. */
@ExtendWith(LocalAwsExtension.class)
class S3RefusalsIT {
  private static final byte[] BODY = new byte[70_000];
  private static final byte[] EMPTY = new byte[0];

  private final String bucket = "b" + UUID.randomUUID();
  private LocalAws aws;
  private S3Wire s3;

  @BeforeEach
  void createBucket(LocalAws aws) throws Exception {
    this.aws = aws;
    s3 = S3Wire.admin(aws);
    aws.createBucket(bucket).toCompletionStage().toCompletableFuture().get();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS4-HMAC-SHA512 Credential=x | AuthorizationHeaderMalformed | must be AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 | AuthorizationHeaderMalformed | algorithm",
        "AWS4-HMAC-SHA256 Credential=x | AuthorizationHeaderMalformed | requires &apos;SignedHeaders&apos;",
        "AWS4-HMAC-SHA256 nonsense | AuthorizationHeaderMalformed | name=value",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c | AuthorizationHeaderMalformed | slash-delimited",
        "AWS4-HMAC-SHA256 Credential=a/b/c/s3/aws4_request, SignedHeaders=range, Signature=c | AuthorizationHeaderMalformed | SignedHeader",
        "AWS AKIA:signature | InvalidRequest | Please use AWS4-HMAC-SHA256.",
        "Bearer token | InvalidArgument | Unsupported Authorization Type",
        "Basic token | InvalidArgument | <ArgumentValue>Basic token<",
      })
  void aHeaderOfAnotherFormIsMalformed(String header, String code, String message) {
    HttpResponse<String> response =
        s3.hashed("GET", path("a"), EMPTY).with(Map.of("Authorization", header)).send();
    assertRefused(response, 400, code);
    assertThat(response.body()).contains(message);
  }

  @Test
  void aBodyNeedsItsHash() {
    S3Wire.Signed good = s3.hashed("PUT", path("a"), BODY);
    for (String hash : List.of("nonsense", "0".repeat(63), "STREAMING-NONSENSE")) {
      HttpResponse<String> response = good.with(Map.of("x-amz-content-sha256", hash)).send();
      assertRefused(response, 400, "InvalidArgument");
      assertThat(response.body()).contains("x-amz-content-sha256 must be");
    }
    assertRefused(
        good.with(Map.of("x-amz-content-sha256", "0".repeat(64))).send(),
        403,
        "SignatureDoesNotMatch");
    assertRefused(without(good, "x-amz-content-sha256").send(), 400, "InvalidRequest");
    assertNothingStored();
  }

  @ParameterizedTest
  @CsvSource({
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, x-amz-trailer, 411, MissingContentLength",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, x-amz-trailer, 411, MissingContentLength",
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER, x-amz-trailer, 411, MissingContentLength",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, x-amz-decoded-content-length, 400, InvalidRequest",
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER, x-amz-decoded-content-length, 400, InvalidRequest",
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER, x-amz-other, 400, InvalidRequest"
  })
  void chunksWithoutALengthOrTrailerAreRefused(
      String hash, String header, int status, String code) {
    assertRefused(handSigned(hash, header).send(), status, code);
    assertNothingStored();
  }

  @Test
  void theLengthOfChunksIsSigned() {
    for (S3Wire.Signed request :
        List.of(
            s3.chunked(path("a"), BODY),
            s3.chunkedWithTrailer(path("a"), BODY),
            s3.unsignedWithTrailer(path("a"), BODY))) {
      assertRefused(
          request.with(Map.of("x-amz-decoded-content-length", "69999")).send(),
          403,
          "SignatureDoesNotMatch");
    }
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "chunkedWithTrailer", "unsignedWithTrailer"})
  void chunksWithoutAValidKeyAreRefused(String form) {
    AwsCredentials ended = aws.temporaryCredentials(Duration.ofSeconds(-1));
    S3Wire late =
        new S3Wire(
            aws,
            AwsSessionCredentialsIdentity.create(
                ended.accessKeyId(), ended.secretAccessKey(), ended.sessionToken()),
            aws.region(),
            aws.clock());
    assertRefused(request(late, form).send(), 400, "ExpiredToken");
    AwsCredentials good = aws.temporaryCredentials(Duration.ofMinutes(5));
    S3Wire mixed =
        new S3Wire(
            aws,
            AwsSessionCredentialsIdentity.create(
                good.accessKeyId(), good.secretAccessKey(), ended.sessionToken()),
            aws.region(),
            aws.clock());
    assertRefused(request(mixed, form).send(), 400, "InvalidToken");
    S3Wire otherRegion =
        new S3Wire(aws, Wire.admin(aws, "s3").credentials(), "us-east-1", aws.clock());
    assertRefused(request(otherRegion, form).send(), 400, "AuthorizationHeaderMalformed");
    assertNothingStored();
  }

  @Test
  void aSignatureIsForItsMethodPathQueryAndDay() {
    S3Wire.Signed good = s3.hashed("GET", path("a") + "?x=1", EMPTY);
    for (S3Wire.Signed changed :
        List.of(
            changed(good, good.request().toBuilder().encodedPath(path("b"))),
            changed(good, good.request().toBuilder().putRawQueryParameter("x", "2")),
            changed(good, good.request().toBuilder().putRawQueryParameter("y", "2")),
            changed(good, good.request().toBuilder().method(SdkHttpMethod.DELETE)))) {
      assertRefused(changed.send(), 403, "SignatureDoesNotMatch");
    }
    String header = good.request().firstMatchingHeader("Authorization").orElseThrow();
    assertRefused(
        good.with(Map.of("Authorization", header.replaceFirst("/\\d{8}/", "/20010101/"))).send(),
        400,
        "AuthorizationHeaderMalformed");
    assertRefused(
        good.with(Map.of("Authorization", header.replaceFirst("/s3/", "/ssm/"))).send(),
        400,
        "AuthorizationHeaderMalformed");
  }

  @Test
  void aPresignedUrlIsForItsMethodAndHasAllParameters() {
    String url =
        Clients.presigner(aws, AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey()))
            .presignPutObject(
                r ->
                    r.signatureDuration(Duration.ofMinutes(5))
                        .putObjectRequest(o -> o.bucket(bucket).key("a")))
            .url()
            .toString();
    assertRefused(Wire.get(URI.create(url)), 403, "SignatureDoesNotMatch");
    for (String credential : List.of("%2Feu-west-1%2F to %2Fus-east-1%2F", "%2F to %252F")) {
      HttpResponse<String> scoped =
          Wire.get(
              URI.create(url.replaceAll(credential.split(" to ")[0], credential.split(" to ")[1])));
      assertRefused(scoped, 400, "AuthorizationQueryParametersError");
      assertThat(scoped.body())
          .containsAnyOf(
              "the region &apos;us-east-1&apos; is wrong; expecting &apos;eu-west-1&apos;",
              "the Credential is mal-formed");
    }
    for (String name :
        List.of("Algorithm", "Credential", "Date", "Expires", "SignedHeaders", "Signature")) {
      assertRefused(
          Wire.get(URI.create(url.replaceFirst("X-Amz-" + name + "=[^&]*&?", "z=1&"))),
          400,
          "AuthorizationQueryParametersError");
    }
    assertRefused(
        Wire.get(URI.create(url.replace("=AWS4-HMAC-SHA256", "=AWS4-HMAC-SHA512"))),
        400,
        "AuthorizationQueryParametersError");
    assertRefused(
        Wire.get(URI.create(url.replace(aws.accessKeyId(), "AKIAAAAAAAAAAAAAAAAA"))),
        403,
        "InvalidAccessKeyId");
    assertNothingStored();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, $bucket/none, 404, NoSuchKey",
    "GET, no-such-bucket/none, 404, NoSuchBucket",
    "PUT, no-such-bucket/none, 404, NoSuchBucket",
    "PUT, $bucket, 409, BucketAlreadyOwnedByYou",
    "DELETE, no-such-bucket, 404, NoSuchBucket"
  })
  void missingEntitiesAreReported(String method, String path, int status, String code) {
    byte[] body = code.equals("BucketAlreadyOwnedByYou") ? S3Wire.location(aws) : EMPTY;
    assertRefused(
        s3.hashed(method, "/" + path.replace("$bucket", bucket), body).send(), status, code);
  }

  /** An upload with a valid signature that the SDK would not make; it has the one header only. */
  private S3Wire.Signed handSigned(String hash, String header) {
    String date =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(aws.clock().instant());
    Map<String, String> headers = new TreeMap<>();
    headers.put("host", aws.s3Endpoint().getAuthority());
    headers.put("x-amz-content-sha256", hash);
    headers.put("x-amz-date", date);
    headers.put(
        header, header.equals("x-amz-decoded-content-length") ? "5" : "x-amz-checksum-crc32");
    StringBuilder canonical = new StringBuilder("PUT\n" + path("a") + "\n\n");
    headers.forEach((n, value) -> canonical.append(n).append(':').append(value).append('\n'));
    String names = String.join(";", headers.keySet());
    canonical.append('\n').append(names).append('\n').append(hash);
    String scope = date.substring(0, 8) + "/" + aws.region() + "/s3/aws4_request";
    byte[] key = bytes("AWS4" + aws.secretAccessKey());
    for (String part : scope.split("/")) {
      key = SrpClient.hmac(key, bytes(part));
    }
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + date
            + "\n"
            + scope
            + "\n"
            + HexFormat.of().formatHex(SrpClient.sha256(bytes(canonical.toString())));
    headers.put(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                aws.accessKeyId(),
                scope,
                names,
                HexFormat.of().formatHex(SrpClient.hmac(key, bytes(toSign)))));
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .uri(URI.create(aws.s3Endpoint() + path("a")));
    headers.forEach(request::putHeader);
    return new S3Wire.Signed(request.build(), bytes("5\r\nhello\r\n0\r\n\r\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private S3Wire.Signed request(S3Wire wire, String form) {
    return switch (form) {
      case "chunked" -> wire.chunked(path("a"), BODY);
      case "chunkedWithTrailer" -> wire.chunkedWithTrailer(path("a"), BODY);
      default -> wire.unsignedWithTrailer(path("a"), BODY);
    };
  }

  private static S3Wire.Signed without(S3Wire.Signed signed, String header) {
    return changed(signed, signed.request().toBuilder().removeHeader(header));
  }

  private static S3Wire.Signed changed(S3Wire.Signed signed, SdkHttpRequest.Builder request) {
    return new S3Wire.Signed(request.build(), signed.body());
  }

  private void assertNothingStored() {
    assertRefused(s3.hashed("GET", path("a"), EMPTY).send(), 404, "NoSuchKey");
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.body()).contains("<Code>" + code);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
  }

  private String path(String key) {
    return "/" + bucket + "/" + key;
  }
}
