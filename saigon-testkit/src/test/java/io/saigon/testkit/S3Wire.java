package io.saigon.testkit;

import io.saigon.testkit.internal.tls.Certificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests to S3 in every form that they can be signed in, by the AWS SDK's public signer. */
final class S3Wire {
  private static final HttpClient CLIENT =
      Trust.client(Certificates.trustStore(Certificates.authorityPem()));
  private static final Set<String> RESTRICTED = Set.of("host", "content-length");

  private final URI endpoint;
  private final AwsCredentialsIdentity credentials;
  private final String region;
  private final Clock clock;

  S3Wire(LocalAws aws, AwsCredentialsIdentity credentials, String region, Clock clock) {
    endpoint = aws.s3Endpoint();
    this.credentials = credentials;
    this.region = region;
    this.clock = clock;
  }

  static S3Wire admin(LocalAws aws) {
    return new S3Wire(aws, Wire.admin(aws, "s3").credentials(), aws.region(), aws.clock());
  }

  /** Returns the body of a CreateBucket in the region of the local AWS. */
  static byte[] location(LocalAws aws) {
    return ("<CreateBucketConfiguration><LocationConstraint>"
            + aws.region()
            + "</LocationConstraint></CreateBucketConfiguration>")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A signed request, not sent yet. */
  record Signed(SdkHttpRequest request, byte[] body) {
    Signed with(Map<String, String> headers) {
      SdkHttpRequest.Builder changed = request.toBuilder();
      headers.forEach(changed::putHeader);
      return new Signed(changed.build(), body);
    }

    Signed withBody(UnaryOperator<byte[]> change) {
      return new Signed(request, change.apply(body));
    }

    HttpResponse<String> send() {
      HttpRequest.Builder plain = HttpRequest.newBuilder(request.getUri());
      request.forEachHeader(
          (name, values) -> {
            if (!RESTRICTED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
              values.forEach(value -> plain.header(name, value));
            }
          });
      try {
        return CLIENT.send(
            plain
                .method(request.method().name(), HttpRequest.BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(30))
                .build(),
            HttpResponse.BodyHandlers.ofString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  Signed hashed(String method, String path, byte[] body) {
    return sign(method, path, body, r -> {});
  }

  /** A body whose chunks are signed one by one. */
  Signed chunked(String path, byte[] body) {
    return sign(
        "PUT", path, body, r -> r.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true));
  }

  /** A body whose chunks and trailing checksum are signed. */
  Signed chunkedWithTrailer(String path, byte[] body) {
    return sign(
        "PUT",
        path,
        body,
        r ->
            r.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                .putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32));
  }

  /** A body with a trailing checksum and no signature of its own. */
  Signed unsignedWithTrailer(String path, byte[] body) {
    return sign(
        "PUT",
        path,
        body,
        r ->
            r.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32));
  }

  private Signed sign(
      String method,
      String path,
      byte[] body,
      Consumer<SignRequest.Builder<AwsCredentialsIdentity>> properties) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(URI.create(endpoint + path))
            .putHeader("Content-Length", String.valueOf(body.length))
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r -> {
                  r.identity(credentials)
                      .request(request)
                      .payload(() -> new ByteArrayInputStream(body))
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                      .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                      .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                      .putProperty(HttpSigner.SIGNING_CLOCK, clock);
                  properties.accept(r);
                });
    return new Signed((SdkHttpRequest) signed.request(), bytes(signed.payload().orElseThrow()));
  }

  private static byte[] bytes(ContentStreamProvider content) {
    try (InputStream stream = content.newStream()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
