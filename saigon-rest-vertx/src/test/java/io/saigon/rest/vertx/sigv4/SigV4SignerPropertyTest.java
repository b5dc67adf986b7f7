package io.saigon.rest.vertx.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.sigv4.Requests.Sample;
import io.saigon.rest.vertx.testing.AwsOracle;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import software.amazon.awssdk.http.SdkHttpRequest;

@Domain(Requests.class)
@Domain(DomainContext.Global.class)
class SigV4SignerPropertyTest {
  private static final SigV4Scope API = SigV4Scope.executeApi("eu-west-1");
  private static final SigV4Scope S3 = SigV4Scope.of("s3", "us-east-1");

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
  void headerSignaturesEqualAwss(@ForAll Sample sample) {
    SigV4Headers ours = sign(API, sample);
    assertThat(ours.date()).isEqualTo(date(sample));
    assertThat(ours.securityToken()).isEqualTo(sample.credentials().sessionToken());
    assertThat(ours.contentSha256()).isNull();

    var request =
        request(sample).putHeader("Host", host(sample)).putHeader("X-Amz-Date", ours.date());
    if (ours.securityToken() != null) {
      request.putHeader("X-Amz-Security-Token", ours.securityToken());
    }
    String hash = sha256(sample.body());
    String theirs = AwsOracle.signature(request, hash, API, sample.credentials(), sample.time());
    assertThat(ours.authorization())
        .as(AwsOracle.canonicalRequest(request, hash, API, sample.credentials(), sample.time()))
        .endsWith(", Signature=" + theirs);
  }

  @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
  void headerSignaturesOfManyParametersEqualAwss(
      @ForAll @Size(min = 20, max = 200)
          List<@StringLength(max = 4) @AlphaChars @Chars('-') String> values) {
    List<Map.Entry<String, String>> query =
        values.stream()
            .map(v -> Map.entry("n" + v.length() % 2 + v.replaceAll("[a-m]", ""), v))
            .toList();
    String raw =
        query.stream().map(p -> p.getKey() + "=" + p.getValue()).collect(Collectors.joining("&"));
    AwsCredentials credentials = AwsCredentials.of("AKIDEXAMPLE", "a");
    URI uri = URI.create("https://api.example.com/a?" + raw);
    String ours =
        SigV4Signer.create(API)
            .sign("GET", uri, List.of(), new byte[0], credentials, Instant.EPOCH)
            .authorization();
    var request =
        AwsOracle.request("GET", "https://api.example.com", "/a", query, List.of())
            .putHeader("Host", "api.example.com")
            .putHeader("X-Amz-Date", "19700101T000000Z");
    String theirs =
        AwsOracle.signature(request, sha256(new byte[0]), API, credentials, Instant.EPOCH);
    assertThat(ours).endsWith(", Signature=" + theirs);
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
  void authorizationEqualsAwssWhereThePayloadHashIsSent(@ForAll Sample sample) {
    SigV4Scope scope = API.withPayload(PayloadSigning.SIGNED_AND_SENT);
    assertThat(sign(scope, sample)).isEqualTo(theirs(scope, sample));
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
  void s3SignaturesEqualAwss(@ForAll Sample sample) {
    assertThat(sign(S3, sample)).isEqualTo(theirs(S3, sample));
  }

  @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
  void unsignedPayloadSignaturesEqualAwss(@ForAll Sample sample) {
    if (sample.base().startsWith("https")) {
      SigV4Scope scope = SigV4Scope.of("vpc-lattice-svcs", "eu-west-1");
      SigV4Headers ours = sign(scope, sample);
      assertThat(ours.contentSha256()).isEqualTo("UNSIGNED-PAYLOAD");
      assertThat(ours).isEqualTo(theirs(scope, sample));
    }
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
  void presignedUrisEqualAwss(
      @ForAll Sample sample, @ForAll @IntRange(min = 1, max = 604800) int s) {
    Duration expires = Duration.ofSeconds(s);
    URI ours =
        SigV4Signer.create(API)
            .presign(
                sample.method(),
                URI.create(sample.uri()),
                sample.headers(),
                sample.body(),
                sample.credentials(),
                sample.time(),
                expires);
    SdkHttpRequest theirs =
        AwsOracle.sign(
            request(sample).build(),
            sample.body(),
            API,
            sample.credentials(),
            sample.time(),
            expires);
    Map<String, String> query = signatureParameters(ours);
    theirs
        .rawQueryParameters()
        .forEach(
            (name, values) -> {
              if (name.startsWith("X-Amz-") && !name.equals("X-Amz-Foo")) {
                assertThat(query).containsEntry(name, values.get(0));
              }
            });
    assertThat(ours.getRawPath()).isEqualTo(sample.path());
  }

  @Example
  void theExampleOfTheUserGuideHoldsToo() {
    // IAM User Guide, "Signature Version 4 signing for AWS API requests", the ListUsers example.
    var credentials =
        io.saigon.api.credentials.AwsCredentials.of(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    SigV4Headers signed =
        SigV4Signer.create(SigV4Scope.of("iam", "us-east-1"))
            .sign(
                "GET",
                URI.create("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"),
                List.of(
                    Map.entry("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")),
                new byte[0],
                credentials,
                java.time.Instant.parse("2015-08-30T12:36:00Z"));
    assertThat(signed.authorization())
        .isEqualTo(
            "AWS4-HMAC-SHA256"
                + " Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    assertThat(signed.date()).isEqualTo("20150830T123600Z");
  }

  private static SigV4Headers sign(SigV4Scope scope, Sample sample) {
    return SigV4Signer.create(scope)
        .sign(
            sample.method(),
            URI.create(sample.uri()),
            sample.headers(),
            sample.body(),
            sample.credentials(),
            sample.time());
  }

  private static SigV4Headers theirs(SigV4Scope scope, Sample sample) {
    SdkHttpRequest signed =
        AwsOracle.sign(
            request(sample).build(),
            sample.body(),
            scope,
            sample.credentials(),
            sample.time(),
            null);
    return new SigV4Headers(
        signed.firstMatchingHeader("Authorization").orElseThrow(),
        signed.firstMatchingHeader("X-Amz-Date").orElseThrow(),
        signed.firstMatchingHeader("X-Amz-Security-Token").orElse(null),
        signed.firstMatchingHeader("x-amz-content-sha256").orElseThrow());
  }

  private static SdkHttpRequest.Builder request(Sample sample) {
    return AwsOracle.request(
        sample.method(), sample.base(), sample.path(), sample.query(), sample.headers());
  }

  private static String host(Sample sample) {
    URI uri = URI.create(sample.base());
    int standard = uri.getScheme().equals("https") ? 443 : 80;
    boolean plain = uri.getPort() < 0 || uri.getPort() == standard;
    return plain ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private static String date(Sample sample) {
    return sample.time().toString().replace("-", "").replace(":", "");
  }

  private static Map<String, String> signatureParameters(URI uri) {
    Map<String, String> found = new TreeMap<>();
    for (String pair : uri.getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        found.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
