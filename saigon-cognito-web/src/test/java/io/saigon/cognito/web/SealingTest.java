package io.saigon.cognito.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.CognitoTokens;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {
  private static final Buffer KEY = Buffer.buffer("k".repeat(32));
  private static final Buffer OTHER = Buffer.buffer("o".repeat(32));
  private static final Sealing SEALING = sealing("session", "pool", "client", KEY);

  private static Sealing sealing(String purpose, String pool, String client, Buffer... keys) {
    Buffer[] older = Arrays.copyOfRange(keys, 1, keys.length);
    return new Sealing(SessionKeys.of(keys[0], older), purpose, pool, client);
  }

  @Property(tries = 200)
  void whatIsSealedIsOpenedAndNothingElse(
      @ForAll byte[] content,
      @ForAll @IntRange(max = 10_000) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    String sealed = SEALING.seal(content);
    assertThat(SEALING.open(sealed)).isEqualTo(content);
    assertThat(SEALING.seal(content)).isNotEqualTo(sealed);
    byte[] bytes = Base64.getUrlDecoder().decode(sealed);
    bytes[at % bytes.length] ^= (byte) change;
    String tampered = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(SEALING.open(tampered)).isNull();
    assertThat(SEALING.open(sealed.substring(0, at % sealed.length()))).isNull();
  }

  @Property(tries = 200)
  void anyTextIsOpenedOrNull(@ForAll String text) {
    assertThat(SEALING.open(text)).isNull();
  }

  @Test
  void anotherPurposePoolClientOrKeyOpensNothing() {
    String sealed = SEALING.seal(new byte[] {1});
    assertThat(sealing("login", "pool", "client", KEY).open(sealed)).isNull();
    assertThat(sealing("session", "pool2", "client", KEY).open(sealed)).isNull();
    assertThat(sealing("session", "pool", "client2", KEY).open(sealed)).isNull();
    assertThat(sealing("session", "pool", "client", OTHER).open(sealed)).isNull();
    Sealing rotated = sealing("session", "pool", "client", OTHER, KEY);
    assertThat(rotated.open(sealed)).containsExactly(1);
    assertThat(SEALING.open(rotated.seal(new byte[] {1}))).isNull();
  }

  @Property(tries = 200)
  void sessionsAreReadAsTheyWereWritten(
      @ForAll String id, @ForAll String access, @ForAll @Nullable String refresh) {
    Instant now = Instant.ofEpochMilli(1_000_000);
    assertRead(new LoginSession(new CognitoTokens(id, access, refresh, now), now));
  }

  @Test
  void jsonWebTokensTakeLessRoomThanTheirText() {
    Instant now = Instant.ofEpochMilli(1_000_000);
    String token = "eyJhbGciOiJSUzI1NiJ9." + "eyJzdWIiOiJhbm4ifQ".repeat(40) + ".c2lnbmF0dXJl";
    LoginSession session =
        new LoginSession(new CognitoTokens(token, token, token + "..", now), now);
    assertRead(session);
    assertThat(session.toBytes()).hasSizeLessThan(token.length() * 3 * 4 / 5);
    assertThat(session.toString()).doesNotContain("eyJ");
  }

  private static void assertRead(LoginSession session) {
    // Unpaired surrogates have no UTF-8; tokens have none.
    if (session.tokens().toString().chars().allMatch(c -> c < 0xd800)
        && (session.tokens().idToken()
                + session.tokens().accessToken()
                + session.tokens().refreshToken())
            .chars()
            .noneMatch(c -> Character.isSurrogate((char) c))) {
      assertThat(LoginSession.of(session.toBytes())).isEqualTo(session);
    }
  }

  @Test
  void keysHave32BytesAndAreNotWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionKeys.of(Buffer.buffer("short")))
        .withMessageContaining("32 random bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionKeys.ofBase64("Canary!"))
        .withMessageNotContaining("!");
    String text = Base64.getEncoder().encodeToString(KEY.getBytes());
    assertThat(SessionKeys.ofBase64(text, text).toString()).isEqualTo("SessionKeys[2]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/orders", "/orders/1?q=a%20b&c#d", "/a//b", "/%2F/evil.example", "/@evil"})
  void pathsOfThisApplicationAreLocal(String path) {
    assertThat(ReturnPath.isLocal(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "//evil",
        "/\\evil",
        "\\\\evil",
        "https://evil",
        "/a b",
        "/a\nb",
        "/\u0000",
        "/é",
        "/a\\..\\b",
        " /"
      })
  void allElseIsNot(String path) {
    assertThat(ReturnPath.isLocal(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.com",
        "https://app.example.com/app",
        "https://u:p@app.example.com",
        "https://app.example.com?x",
        "app.example.com",
        "ftp://app.example.com"
      })
  void theBaseUrlIsAnHttpsOrigin(String url) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> LoginOptions.of(URI.create(url), SessionKeys.of(KEY)))
        .withMessageNotContaining("u:p");
  }
}
