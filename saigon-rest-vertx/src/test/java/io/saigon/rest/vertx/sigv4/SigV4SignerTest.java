package io.saigon.rest.vertx.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.credentials.AwsCredentials;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigV4SignerTest {
  private static final Instant TIME = Instant.parse("2026-01-15T12:36:00Z");
  private static final AwsCredentials KEYS = AwsCredentials.of("AKID", "hush");
  private static final AwsCredentials SESSION = new AwsCredentials("ASIA", "hush", "token", null);
  private static final SigV4Scope API = SigV4Scope.executeApi("eu-west-1");
  private static final SigV4Scope S3 = SigV4Scope.of("s3", "eu-west-1");
  private static final String TOKEN = "X-Amz-Security-Token";
  private static final String CONTENT_SHA256 = "X-Amz-Content-Sha256";

  private static MultiMap stale() {
    return MultiMap.caseInsensitiveMultiMap()
        .add("x-amz-security-token", "old")
        .add("x-amz-security-token", "older")
        .add("x-amz-content-sha256", "old");
  }

  private static String sign(
      SigV4Signer signer, String host, String target, MultiMap headers, AwsCredentials keys) {
    return signer.sign(HttpMethod.GET, host, target, headers, Buffer.buffer(), keys, TIME);
  }

  private static String authorization(SigV4Signer signer, String host, String target) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    sign(signer, host, target, headers, KEYS);
    return headers.get("Authorization");
  }

  @Test
  void aTokenOfTheCredentialsReplacesOneThatTheRequestHad() {
    MultiMap headers = stale();
    sign(SigV4Signer.create(API), "h", "/", headers, SESSION);
    assertThat(headers.getAll(TOKEN)).containsExactly("token");
  }

  @Test
  void credentialsWithoutATokenRemoveOneThatTheRequestHad() {
    MultiMap headers = stale();
    sign(SigV4Signer.create(API), "h", "/", headers, KEYS);
    assertThat(headers.contains(TOKEN)).isFalse();
  }

  @Test
  void theHashOfTheBodyIsSentWhereTheServiceWantsItAndRemovedElsewhere() {
    MultiMap ofS3 = stale();
    String hash = sign(SigV4Signer.create(S3), "h", "/", ofS3, KEYS);
    assertThat(ofS3.getAll(CONTENT_SHA256)).containsExactly(hash);
    MultiMap ofApi = stale();
    sign(SigV4Signer.create(API), "h", "/", ofApi, KEYS);
    assertThat(ofApi.contains(CONTENT_SHA256)).isFalse();
  }

  @Test
  void aTargetIsSplitIntoPathAndQuery() {
    SigV4Signer signer = SigV4Signer.create(API);
    for (String target : List.of("/", "/a", "/a?", "/a?b=1", "/a?b=1?c", "?b=1")) {
      URI uri = URI.create("https://h" + target);
      assertThat(authorization(signer, "h", target))
          .as(target)
          .isEqualTo(signer.sign("GET", uri, List.of(), new byte[0], KEYS, TIME).authorization());
    }
    assertThat(authorization(signer, "h", "/a?b=1"))
        .isNotEqualTo(authorization(signer, "h", "/a?b=2"))
        .isNotEqualTo(authorization(signer, "h", "/b?b=1"));
    assertThat(authorization(signer, "h", "?b=1")).isEqualTo(authorization(signer, "h", "/?b=1"));
  }

  @Test
  void aHostIsSignedWhateverWasSignedBeforeWithTheSameHeaders() {
    SigV4Signer signer = SigV4Signer.create(API);
    for (String host : List.of("a", "b", "a", "a:8443")) {
      assertThat(authorization(signer, host, "/"))
          .isEqualTo(authorization(SigV4Signer.create(API), host, "/"));
    }
    assertThat(authorization(signer, "a", "/")).isNotEqualTo(authorization(signer, "b", "/"));
  }

  @Test
  void aHeaderLessThanBeforeIsSignedAsThat() {
    SigV4Signer signer = SigV4Signer.create(API);
    MultiMap two = MultiMap.caseInsensitiveMultiMap().add("x-a", "1").add("x-b", "2");
    MultiMap one = MultiMap.caseInsensitiveMultiMap().add("x-a", "1");
    sign(signer, "h", "/", two, KEYS);
    sign(signer, "h", "/", one, KEYS);
    assertThat(two.get("Authorization")).contains("SignedHeaders=host;x-a;x-amz-date;x-b,");
    assertThat(one.get("Authorization")).contains("SignedHeaders=host;x-a;x-amz-date,");
  }

  @Test
  void aTokenHoldsCharactersOfAsciiOnly() {
    MultiMap headers = stale();
    sign(SigV4Signer.create(API), "h", "/", headers, session("to~ken"));
    assertThat(headers.get(TOKEN)).isEqualTo("to~ken");
    for (String token : List.of("to\u007fken", "to\u0080ken", "tok\u00e9n")) {
      assertThatThrownBy(() -> sign(SigV4Signer.create(API), "h", "/", stale(), session(token)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("check how it was copied")
          .hasMessageNotContaining(token);
    }
  }

  private static AwsCredentials session(String token) {
    return new AwsCredentials("ASIA", "hush", token, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
  void aTimeOfFourDigitsIsSigned(Instant time) {
    SigV4Headers headers =
        SigV4Signer.create(API)
            .sign("GET", URI.create("https://h/"), List.of(), new byte[0], KEYS, time);
    assertThat(headers.date()).isEqualTo(time.toString().replace("-", "").replace(":", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
  void aTimeOfFewerOrMoreDigitsIsRefused(Instant time) {
    List<Map.Entry<String, String>> none = List.of();
    assertThatThrownBy(
            () ->
                SigV4Signer.create(API)
                    .sign("GET", URI.create("https://h/"), none, new byte[0], KEYS, time))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a year of four digits");
  }
}
