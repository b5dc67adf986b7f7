package io.saigon.benchmarks.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.sigv4.SigV4Headers;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.sigv4.SigV4Signer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** One SigV4 signature in headers, for API Gateway, with a session token of 1000 characters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Signing {
  private static final Instant TIME = Instant.parse("2026-01-15T12:36:00Z");
  private static final String TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE+/=".repeat(40).substring(0, 1000);
  private static final URI RESOURCE =
      URI.create("https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/orders/42?page=2");

  /** GET without a body, or POST of one KiB. */
  @Param({"GET", "POST"})
  public String method = "GET";

  private final AwsCredentials credentials =
      new AwsCredentials(
          "ASIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", TOKEN, null);
  private final SigV4Signer signer = SigV4Signer.create(SigV4Scope.executeApi("eu-west-1"));
  private final AwsV4HttpSigner sdkSigner = AwsV4HttpSigner.create();
  private final AwsSessionCredentialsIdentity identity =
      AwsSessionCredentialsIdentity.create(
          "ASIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", TOKEN);
  private final Clock clock = Clock.fixed(TIME, ZoneOffset.UTC);
  private List<Map.Entry<String, String>> headers = List.of();
  private byte[] body = new byte[0];
  private byte[] canonicalRequest = new byte[0];
  private byte[] stringToSign = new byte[0];
  private final MessageDigest sha256;
  private final Mac mac;

  /** Crypto that every row needs. */
  public Signing() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the request, and what its hashes are of. */
  @Setup
  public void setUp() {
    boolean post = method.equals("POST");
    headers =
        post
            ? List.of(
                Map.entry("Accept", "application/json"),
                Map.entry("Content-Type", "application/json"))
            : List.of(Map.entry("Accept", "application/json"));
    body = post ? "x".repeat(1024).getBytes(UTF_8) : new byte[0];
    String type = post ? "content-type:application/json\n" : "";
    canonicalRequest =
        (method
                + "\n/prod/orders/42\npage=2\naccept:application/json\n"
                + type
                + "host:"
                + RESOURCE.getHost()
                + "\nx-amz-date:20260115T123600Z\nx-amz-security-token:"
                + TOKEN
                + "\n\naccept;"
                + (post ? "content-type;" : "")
                + "host;x-amz-date;x-amz-security-token\n"
                + "0".repeat(64))
            .getBytes(UTF_8);
    stringToSign =
        ("AWS4-HMAC-SHA256\n20260115T123600Z\n20260115/eu-west-1/execute-api/aws4_request\n"
                + "0".repeat(64))
            .getBytes(UTF_8);
  }

  /** Nothing but the hashes. */
  @Benchmark
  public byte[] limit(Blackhole blackhole) {
    if (body.length > 0) {
      blackhole.consume(sha256.digest(body));
    }
    blackhole.consume(sha256.digest(canonicalRequest));
    return mac.doFinal(stringToSign);
  }

  /** saigon's signer. */
  @Benchmark
  public SigV4Headers saigon() {
    return signer.sign(method, RESOURCE, headers, body, credentials, TIME);
  }

  /** The AWS SDK's signer, from the same URI, as its documentation uses it. */
  @Benchmark
  public SignedRequest awsSdk() {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(RESOURCE);
    for (Map.Entry<String, String> header : headers) {
      request.putHeader(header.getKey(), header.getValue());
    }
    SdkHttpRequest built = request.build();
    return sdkSigner.sign(
        r ->
            r.request(built)
                .identity(identity)
                .payload(body.length == 0 ? null : () -> new ByteArrayInputStream(body))
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1"));
  }
}
