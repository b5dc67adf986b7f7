package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signatures that S3 accepts and refuses, on the wire. */
@ExtendWith(LocalAwsExtension.class)
class S3SignatureIT {
  private static final byte[] BODY = "x".repeat(200_000).getBytes(StandardCharsets.US_ASCII);

  private final String bucket = "b" + UUID.randomUUID();
  private LocalAws aws;
  private S3Wire s3;

  @BeforeEach
  void take(LocalAws aws) throws Exception {
    this.aws = aws;
    s3 = S3Wire.admin(aws);
    aws.createBucket(bucket).toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void bodiesOfEverySignedFormAreStored() {
    assertStored(s3.hashed("PUT", path("hashed"), BODY), "hashed");
    assertStored(s3.chunked(path("chunked"), BODY), "chunked");
    assertStored(s3.chunkedWithTrailer(path("trailer"), BODY), "trailer");
    assertStored(s3.unsignedWithTrailer(path("unsigned"), BODY), "unsigned");
  }

  @Test
  void aBodyThatWasChangedIsRefusedAndNotStored() {
    assertNotStored(
        s3.hashed("PUT", path("a"), BODY).withBody(S3SignatureIT::changed),
        400,
        "XAmzContentSHA256Mismatch");
    assertNotStored(
        s3.chunked(path("a"), BODY).withBody(S3SignatureIT::changed), 403, "SignatureDoesNotMatch");
    assertNotStored(
        s3.chunkedWithTrailer(path("a"), BODY).withBody(S3SignatureIT::changed),
        403,
        "SignatureDoesNotMatch");
    assertNotStored(
        s3.unsignedWithTrailer(path("a"), BODY).withBody(S3SignatureIT::changed), 400, "BadDigest");
  }

  @Test
  void changedAndOtherTrailersAreRefused() {
    S3Wire.Signed good = s3.chunkedWithTrailer(path("a"), BODY);
    assertNotStored(
        good.withBody(body -> replaced(body, "(x-amz-checksum-crc32:)....", "$1AAAA")),
        403,
        "SignatureDoesNotMatch");
    assertNotStored(
        good.withBody(body -> replaced(body, "(x-amz-trailer-signature:)........", "$100000000")),
        403,
        "SignatureDoesNotMatch");
    assertNotStored(
        good.withBody(body -> replaced(body, "x-amz-checksum-crc32:", "x-amz-checksum-crc33:")),
        400,
        "MalformedTrailerError");
    assertNotStored(
        good.withBody(
            body -> replaced(body, "x-amz-trailer-signature:", "x-amz-trailer-signaturf:")),
        403,
        "SignatureDoesNotMatch");
  }

  @Test
  void aMismatchIsAnsweredWithTheExpectedCanonicalRequest() {
    S3Wire wrong =
        new S3Wire(
            aws,
            AwsCredentialsIdentity.create(aws.accessKeyId(), "wrong"),
            aws.region(),
            aws.clock());
    HttpResponse<String> mismatch = wrong.hashed("GET", path("a") + "?b&a=1", new byte[0]).send();
    assertRefused(mismatch, 403, "SignatureDoesNotMatch");
    assertThat(mismatch.body())
        .contains("<AWSAccessKeyId>" + aws.accessKeyId() + "<")
        .contains("<CanonicalRequest>GET\n/" + bucket + "/a\na=1&amp;b=\n")
        .contains("<StringToSign>AWS4-HMAC-SHA256\n")
        .contains("<StringToSignBytes>41 57 53 34 ")
        .contains("<SignatureProvided>");
  }

  @Test
  void aTemporaryKeyNeedsItsToken() {
    AwsCredentials keys = aws.temporaryCredentials(Duration.ofMinutes(5));
    String id = keys.accessKeyId();
    String secret = keys.secretAccessKey();
    assertThat(list(AwsSessionCredentialsIdentity.create(id, secret, keys.sessionToken())))
        .satisfies(response -> assertThat(response.statusCode()).isEqualTo(200));
    assertRefused(list(AwsCredentialsIdentity.create(id, secret)), 403, "InvalidAccessKeyId");
    assertRefused(
        list(AwsSessionCredentialsIdentity.create(id, secret, "other")), 400, "InvalidToken");
    assertRefused(
        list(
            AwsSessionCredentialsIdentity.create(
                aws.accessKeyId(), aws.secretAccessKey(), keys.sessionToken())),
        400,
        "InvalidToken");
    AwsCredentials ended = aws.temporaryCredentials(Duration.ofSeconds(-1));
    assertRefused(
        list(
            AwsSessionCredentialsIdentity.create(
                ended.accessKeyId(), ended.secretAccessKey(), ended.sessionToken())),
        400,
        "ExpiredToken");
  }

  @Test
  @FreshLocalAws
  void aPresignedUrlExpiresAndIsForItsObjectAndTokenOnly() {
    s3.hashed("PUT", path("a"), BODY).send();
    AwsCredentials keys = aws.temporaryCredentials(Duration.ofHours(2));
    String uri =
        Clients.presigner(
                aws,
                AwsSessionCredentials.create(
                    keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()))
            .presignGetObject(
                r ->
                    r.signatureDuration(Duration.ofMinutes(5))
                        .getObjectRequest(o -> o.bucket(bucket).key("a")))
            .url()
            .toString();
    assertThat(get(uri).statusCode()).isEqualTo(200);
    assertRefused(
        get(uri.replaceFirst("X-Amz-Security-Token=[^&]+", "a=b")), 403, "InvalidAccessKeyId");
    assertRefused(
        get(uri.replaceFirst("X-Amz-Security-Token=[^&]+", "X-Amz-Security-Token=b")),
        400,
        "InvalidToken");
    assertRefused(get(uri.replace("/a?", "/b?")), 403, "SignatureDoesNotMatch");
    for (String expires : List.of("x", "604801", "-1", "")) {
      assertRefused(
          get(uri.replaceFirst("X-Amz-Expires=300", "X-Amz-Expires=" + expires)),
          400,
          "AuthorizationQueryParametersError");
    }
    aws.clock().advance(Duration.ofMinutes(6));
    HttpResponse<String> ended = get(uri);
    assertRefused(ended, 403, "AccessDenied");
    assertThat(ended.body()).contains("<Message>Request has expired</Message>", "<Expires>");
    aws.clock().advance(Duration.ofMinutes(-26));
    assertThat(get(uri).body()).contains("<Message>Request is not yet valid</Message>");
    aws.clock().reset();
    aws.expireCredentials();
    assertRefused(get(uri), 400, "ExpiredToken");
  }

  @Test
  void aPresignedUploadMayHaveTheContentTypeOfAForm() throws Exception {
    URI uri =
        Clients.presigner(aws, AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey()))
            .presignPutObject(
                r ->
                    r.signatureDuration(Duration.ofMinutes(5))
                        .putObjectRequest(o -> o.bucket(bucket).key("form")))
            .url()
            .toURI();
    HttpResponse<String> response =
        Trust.client(aws.trustStore())
            .send(
                HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .PUT(HttpRequest.BodyPublishers.ofString("a=b"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    HttpResponse<String> stored = s3.hashed("GET", path("form"), new byte[0]).send();
    assertThat(stored.body()).isEqualTo("a=b");
    assertThat(stored.headers().firstValue("content-type"))
        .hasValue("application/x-www-form-urlencoded");
  }

  private static HttpResponse<String> get(String uri) {
    return Wire.get(URI.create(uri));
  }

  @Test
  void aSignatureMayBeFifteenMinutesOffAndNoMore() {
    assertThat(skewed(Duration.ofMinutes(-14)).statusCode()).isEqualTo(404);
    assertThat(skewed(Duration.ofMinutes(14)).statusCode()).isEqualTo(404);
    for (Duration by : List.of(Duration.ofMinutes(-16), Duration.ofMinutes(16))) {
      HttpResponse<String> response = skewed(by);
      assertRefused(response, 403, "RequestTimeTooSkewed");
      assertThat(response.body()).contains("<MaxAllowedSkewMilliseconds>900000<");
    }
  }

  private HttpResponse<String> skewed(Duration by) {
    return new S3Wire(
            aws, Wire.admin(aws, "s3").credentials(), aws.region(), Clock.offset(aws.clock(), by))
        .hashed("GET", path("a"), new byte[0])
        .send();
  }

  @Test
  void aSignatureOfVersionTwoIsRefused() {
    String query = "?AWSAccessKeyId=" + aws.accessKeyId() + "&Expires=9999999999&Signature=x";
    HttpResponse<String> response = get(aws.s3Endpoint() + path("a") + query);
    assertRefused(response, 400, "InvalidRequest");
    assertThat(response.body()).contains("Please use AWS4-HMAC-SHA256.");
  }

  @Test
  void headersOfAmazonMustBeSigned() {
    HttpResponse<String> response =
        s3.hashed("PUT", path("a"), BODY).with(Map.of("x-amz-meta-a", "b")).send();
    assertRefused(response, 403, "AccessDenied");
    assertThat(response.body()).contains("<HeadersNotSigned>x-amz-meta-a<");
  }

  @Test
  void aRequestWithoutASignatureOrForAnotherRegionIsRefused() {
    assertRefused(Wire.get(URI.create(aws.s3Endpoint() + path("a"))), 403, "AccessDenied");
    HttpResponse<String> response =
        new S3Wire(aws, Wire.admin(aws, "s3").credentials(), "us-east-1", aws.clock())
            .hashed("GET", path("a"), new byte[0])
            .send();
    assertRefused(response, 400, "AuthorizationHeaderMalformed");
    assertThat(response.body())
        .contains(
            "the region &apos;us-east-1&apos; is wrong; expecting &apos;eu-west-1&apos;",
            "<Region>eu-west-1<");
    assertThat(response.headers().firstValue("x-amz-bucket-region")).hasValue("eu-west-1");
  }

  private HttpResponse<String> list(AwsCredentialsIdentity credentials) {
    return new S3Wire(aws, credentials, aws.region(), aws.clock())
        .hashed("GET", "/", new byte[0])
        .send();
  }

  private void assertStored(S3Wire.Signed request, String key) {
    HttpResponse<String> response = request.send();
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(s3.hashed("GET", path(key), new byte[0]).send().body())
        .isEqualTo(new String(BODY, StandardCharsets.US_ASCII));
  }

  private void assertNotStored(S3Wire.Signed request, int status, String code) {
    assertRefused(request.send(), status, code);
    assertRefused(s3.hashed("GET", path("a"), new byte[0]).send(), 404, "NoSuchKey");
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.body()).contains("<Code>" + code + "</Code>", "<RequestId>");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/xml"));
    assertThat(response.headers().firstValue("x-amz-request-id")).isPresent();
  }

  private static byte[] changed(byte[] body) {
    byte[] changed = body.clone();
    changed[body.length / 2] = 'y';
    return changed;
  }

  private static byte[] replaced(byte[] body, String from, String to) {
    String text = new String(body, StandardCharsets.US_ASCII);
    assertThat(text).containsPattern(from);
    return text.replaceFirst(from, to).getBytes(StandardCharsets.US_ASCII);
  }

  private String path(String key) {
    return "/" + bucket + "/" + key;
  }
}
