package io.saigon.rest.vertx.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.rest.RestRequest;
import io.saigon.rest.vertx.testing.AwsOracle;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Answers are put together from what the AWS SDK makes of the request that arrived. */
class SignatureMismatchTest {
  private static final AwsCredentials KEYS = new AwsCredentials("AKID", "hush", "tok/en+=", null);
  private static final Instant TIME = Instant.parse("2026-01-15T12:36:00Z");
  private static final SigV4Scope SCOPE = SigV4Scope.executeApi("eu-west-1");
  private static final RestRequest SIGNED =
      SigV4Signer.create(SCOPE)
          .sign(
              new RestRequest(
                  HttpMethod.POST,
                  URI.create("https://api.example.com/prod/a%20b?x=1&token=secret-query"),
                  HttpHeaders.set("X-A", "1").add("X-Api-Key", "secret-header"),
                  Buffer.buffer("body")),
              KEYS,
              TIME);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | method | a redirect",
        "/prod/a%2520b | path | once more than the service does",
        "x=1 | query | changed after signing",
        "host:api | header host | another host name",
        "x-a:1 | header x-a | added or changed after signing",
        "x-api-key:secret-header | header x-api-key | let the signer come last",
        "x-amz-date;x-amz | signed headers | Authorization header was changed"
      })
  void theFirstLineThatDiffersIsNamedWithItsCause(String line, String part, String cause) {
    String changed = line.equals("/prod/a%2520b") ? "/prod/a%20b" : line.strip() + "0";
    SignatureMismatch found = find(canonical -> canonical.replaceFirst(line.strip(), changed));
    assertThat(found.part()).isEqualTo(part);
    assertThat(found.cause()).contains(cause);
    assertThat(found.toString()).contains(part, cause).doesNotContain("secret", "tok/en");
  }

  @Test
  void aHeaderThatDidNotArriveIsNamed() {
    SignatureMismatch found = find(canonical -> canonical.replace("x-a:1\n", ""));
    assertThat(found.part()).isEqualTo("header x-a");
    assertThat(found.cause()).contains("did not arrive");
    assertThat(found.signed()).isEqualTo("1");
    assertThat(found.seen()).isEmpty();
  }

  @Test
  void aCanonicalRequestThatWasCutOffDiffersInTheFirstLineThatIsMissing() {
    String[] whole = expected(SIGNED).split("\n", -1);
    for (int lines = 1; lines < whole.length; lines++) {
      String[] cut = Arrays.copyOf(whole, lines);
      SignatureMismatch found = find(canonical -> String.join("\n", cut));
      assertThat(found.part()).as("%d lines", lines).isNotEqualTo("key");
    }
    assertThat(find(canonical -> whole[0]).part()).isEqualTo("path");
    assertThat(find(canonical -> whole[0] + "\n" + whole[1]).part()).isEqualTo("query");
  }

  @Test
  void changedAndMissingBodiesAreReported() {
    String hash = sha256("body");
    assertThat(find(c -> c.replace(hash, sha256("other"))).part()).isEqualTo("body");
    assertThat(find(c -> c.replace(hash, sha256(""))).cause()).isEqualTo("no body arrived");
  }

  @Test
  void pathsThatAreNormalizedOnOneSideOnlyAreReported() {
    RestRequest signed =
        SigV4Signer.create(SCOPE.withPathRule(true, false))
            .sign(RestRequest.of(HttpMethod.GET, URI.create("https://h/a//b")), KEYS, TIME);
    SignatureMismatch found =
        SignatureMismatch.find(SCOPE.withPathRule(true, false), signed, answer(signed, c -> c, ""));
    assertThat(found.part()).isEqualTo("path");
    assertThat(found.cause()).contains("resolved on one side only", "SigV4Scope.withPathRule");
  }

  @Test
  void anotherRegionServiceOrDateIsReported() {
    assertThat(scoped("20260115/us-east-1/execute-api").part()).isEqualTo("scope");
    assertThat(scoped("20260115/eu-west-1/lambda").part()).isEqualTo("scope");
    SignatureMismatch date =
        SignatureMismatch.find(
            SCOPE, SIGNED, answer(SIGNED, c -> c, "20260115T130000Z\n20260115/x/y/aws4_request\n"));
    assertThat(date.part()).isEqualTo("date");
  }

  @Test
  void ifNothingDiffersTheKeyIsTheCause() {
    SignatureMismatch found = find(canonical -> canonical);
    assertThat(found.part()).isEqualTo("key");
    assertThat(found.cause()).contains("secret access key is not the one");
  }

  @Test
  void answersInXmlAreReadToo() {
    String xml =
        "<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>"
            + expected(SIGNED).replace("&", "&amp;").replace("x-a:1", "x-a:2")
            + "</CanonicalRequest></Error>";
    assertThat(SignatureMismatch.find(SCOPE, SIGNED, xml).part()).isEqualTo("header x-a");
  }

  @ParameterizedTest
  @CsvSource({"''", "{}", "not JSON", "'{\"message\":\"Forbidden\"}'", "'{\"message\":1}'", "[]"})
  void otherResponsesAreNotExplained(String answer) {
    assertThat(SignatureMismatch.find(SCOPE, SIGNED, answer)).isNull();
  }

  private static SignatureMismatch find(UnaryOperator<String> arrived) {
    return SignatureMismatch.find(
        SCOPE,
        SIGNED,
        answer(SIGNED, arrived, "20260115T123600Z\n20260115/eu-west-1/execute-api/aws4_request\n"));
  }

  private static SignatureMismatch scoped(String scope) {
    return SignatureMismatch.find(
        SCOPE, SIGNED, answer(SIGNED, c -> c, "20260115T123600Z\n" + scope + "/aws4_request\n"));
  }

  private static String answer(
      RestRequest request, UnaryOperator<String> arrived, String stringToSign) {
    return new JsonObject()
        .put(
            "message",
            "The request signature we calculated does not match the signature you provided.\n\n"
                + "The Canonical String for this request should have been\n'"
                + arrived.apply(expected(request))
                + "'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n"
                + stringToSign
                + "0123'\n")
        .encode();
  }

  private static String expected(RestRequest request) {
    URI uri = request.uri();
    SdkHttpRequest.Builder builder =
        SdkHttpRequest.builder()
            .method(software.amazon.awssdk.http.SdkHttpMethod.fromValue(request.method().name()))
            .protocol("https")
            .host(uri.getHost())
            .encodedPath(uri.getRawPath())
            .putHeader("host", uri.getHost());
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&")) {
        builder.putRawQueryParameter(pair.split("=")[0], pair.split("=")[1]);
      }
    }
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("authorization")) {
                builder.putHeader(name, value);
              }
            });
    return AwsOracle.canonicalRequest(
        builder, sha256(request.body().toString()), SCOPE, KEYS, TIME);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
