package io.saigon.rest.vertx.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningMistakesTest {
  private static final AwsCredentials KEYS = new AwsCredentials("AKID", "hush", "token", null);
  private static final Instant TIME = Instant.parse("2015-08-30T12:36:00Z");
  private static final SigV4Signer SIGNER = SigV4Signer.create(SigV4Scope.executeApi("us-east-1"));

  @ParameterizedTest
  @ValueSource(strings = {"/relative", "ftp://h/", "mailto:a@b", "http:///x", "file:/etc/passwd"})
  void onlyAbsoluteHttpUrisAreSigned(String uri) {
    assertThatThrownBy(() -> sign(uri, List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void userInformationInAUriIsRefusedAndNotQuoted() {
    assertThatThrownBy(() -> sign("https://user:pass@h/", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user information")
        .hasMessageNotContaining("pass@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nb", "a\u0000b", "a\u007fb", "é"})
  void headerValuesThatCannotBeSentAreRefusedAndNotQuoted(String value) {
    assertThatThrownBy(() -> sign("https://h/", List.of(Map.entry("X-A", value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("header X-A")
        .hasMessageNotContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a:b", "a\nb", "é"})
  void headerNamesThatCannotBeSentAreRefused(String name) {
    assertThatThrownBy(() -> sign("https://h/", List.of(Map.entry(name, "v"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void requestHeadsBeyondAwssLimitAreRefused() {
    List<Map.Entry<String, String>> fits = List.of(Map.entry("X-A", "a".repeat(60_000)));
    assertThat(sign("https://h/", fits).authorization()).contains("x-a");
    List<Map.Entry<String, String>> many =
        Collections.nCopies(70, Map.entry("X-A", "a".repeat(1000)));
    assertThatThrownBy(() -> sign("https://h/", many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than the 65536 that any AWS service takes");
    assertThatThrownBy(() -> sign("https://h/?" + "q=hush&".repeat(10_000), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hush");
  }

  // CPU time, because a machine may be busy with other things.
  @Test
  void theTimeOfASignatureGrowsWithTheNumberOfParametersAndNotItsSquare() {
    String descending =
        IntStream.range(0, 21_000)
            .map(i -> (20_999 - i) / 32)
            .mapToObj(i -> "" + (char) ('a' + i / 26) + (char) ('a' + i % 26))
            .collect(Collectors.joining("&"));
    assertThat(descending.length()).isLessThan(65_000);
    assertThat(cpuMillis(() -> sign("https://h/?" + descending, List.of()))).isLessThan(1500);
    String longer = "z=1&y=2&".repeat(100_000);
    assertThat(
            cpuMillis(
                () ->
                    assertThatThrownBy(() -> sign("https://h/?" + longer, List.of()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("more than the 65536")))
        .isLessThan(1500);
  }

  private static long cpuMillis(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    return Duration.ofNanos(threads.getCurrentThreadCpuTime() - start).toMillis();
  }

  @Test
  void methodsWithWhiteSpaceAreRefused() {
    assertThatThrownBy(
            () ->
                SIGNER.sign("GET /x", URI.create("https://h/"), List.of(), new byte[0], KEYS, TIME))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "P8D"})
  void presignedUrisAreValidForOneSecondToSevenDays(Duration expires) {
    assertThatThrownBy(
            () ->
                SIGNER.presign(
                    "GET", URI.create("https://h/"), List.of(), new byte[0], KEYS, TIME, expires))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one second to seven days");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Amz-Algorithm=a, X-Amz-Algorithm",
    "a=1&X-Amz-Credential=hush, X-Amz-Credential",
    "X-Amz-Date=hush, X-Amz-Date",
    "X-Amz-Expires, X-Amz-Expires",
    "X-Amz-SignedHeaders=host&b=2, X-Amz-SignedHeaders",
    "x-amz-security-token=hush, X-Amz-Security-Token",
    "X%2DAmz-Signature=hush, X-Amz-Signature"
  })
  void presignedUrisAreNotPresignedAgain(String query, String parameter) {
    assertThatThrownBy(() -> presign("https://h/?" + query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The query holds %s already; presign the URI as it was before it was signed",
            parameter);
    URI presigned = presign("https://h/?X-Amz-Foo=1");
    assertThatThrownBy(() -> presign(presigned.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Amz-Algorithm");
  }

  private static URI presign(String uri) {
    return SIGNER.presign(
        "GET", URI.create(uri), List.of(), new byte[0], KEYS, TIME, Duration.ofMinutes(1));
  }

  @Test
  void severalCookieHeadersAreSignedAsTheOneThatReceiversOfHttp2JoinThemTo() {
    var two = List.of(Map.entry("Cookie", "a=1"), Map.entry("X-A", "1"), Map.entry("cookie", "b"));
    var one = List.of(Map.entry("X-A", "1"), Map.entry("Cookie", "a=1; b"));
    assertThat(sign("https://h/", two)).isEqualTo(sign("https://h/", one));
    assertThat(sign("https://h/", one).authorization()).contains("=cookie;host;x-a;");
    RestRequest request =
        new RestRequest(
            HttpMethod.GET,
            URI.create("https://h/"),
            HttpHeaders.set("Cookie", "a=1").add("Cookie", "b").add("X-A", "1"),
            Buffer.buffer());
    RestRequest signed = SIGNER.sign(request, KEYS, TIME);
    assertThat(signed.headers().getAll("Cookie")).containsExactly("a=1; b");
    assertThat(signed.headers().get("Authorization"))
        .isEqualTo(sign("https://h/", one).authorization());
  }

  @ParameterizedTest
  @CsvSource({"'', eu-west-1", "s3, ''", "s3/x, eu-west-1", "s3, eu west"})
  void scopesAreChecked(String service, String region) {
    assertThatThrownBy(() -> SigV4Scope.of(service, region))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("letters, digits and hyphens");
  }

  @Test
  void aSignedRequestKeepsItsOwnHeadersAndLosesOldSignatures() {
    RestRequest request =
        new RestRequest(
            HttpMethod.PUT,
            URI.create("https://h/x?y=1"),
            HttpHeaders.set("Authorization", "old").add("x-amz-date", "old").add("X-A", "1"),
            Buffer.buffer("body"));
    RestRequest signed = SIGNER.sign(request, KEYS, TIME);
    assertThat(signed.headers().getAll("authorization")).hasSize(1);
    assertThat(signed.headers().getAll("X-Amz-Date")).containsExactly("20150830T123600Z");
    assertThat(signed.headers().get("X-A")).isEqualTo("1");
    assertThat(SIGNER.sign(signed, KEYS, TIME).headers().get("authorization"))
        .isEqualTo(signed.headers().get("authorization"));
    assertThat(request.headers().get("Authorization")).isEqualTo("old");
  }

  @Test
  void nothingSecretIsInToString() {
    SigV4Headers headers = sign("https://h/", List.of());
    assertThat(headers.toString()).isEqualTo("SigV4Headers[date=20150830T123600Z]");
  }

  @Test
  void aTokenThatIsNotSignedIsStillSent() {
    SigV4Signer signer = SigV4Signer.create(SigV4Scope.of("iotdevicegateway", "us-east-1"));
    SigV4Headers headers =
        signer.sign("GET", URI.create("https://h/"), List.of(), new byte[0], KEYS, TIME);
    assertThat(headers.securityToken()).isEqualTo("token");
    assertThat(headers.authorization()).contains("SignedHeaders=host;x-amz-date,");
    URI presigned =
        signer.presign(
            "GET",
            URI.create("https://h/mqtt"),
            List.of(),
            new byte[0],
            KEYS,
            TIME,
            Duration.ofMinutes(1));
    assertThat(presigned.getRawQuery()).contains("&X-Amz-Security-Token=token&X-Amz-Signature=");
  }

  private static SigV4Headers sign(String uri, List<Map.Entry<String, String>> headers) {
    return SIGNER.sign("GET", URI.create(uri), headers, new byte[0], KEYS, TIME);
  }
}
