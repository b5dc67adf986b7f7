package io.saigon.rest.vertx.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.credentials.AwsCredentials;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lifetime of keys, tokens and header values in a signer and in the threads that used it. */
class SigningSecretsTest {
  private static final SigV4Scope SCOPE = SigV4Scope.executeApi("eu-west-1");
  private static final Instant TIME = Instant.parse("2026-01-15T12:36:00Z");
  private static final AwsCredentials OTHERS = AwsCredentials.of("AKIDOTHER", "hush");
  private static final AwsCredentials ANN =
      new AwsCredentials("ASIAANN", "hush", "canary-token", null);

  @Test
  void signingKeysAreCollectedWithTheirCredentials() {
    SigningKeys keys = new SigningKeys(SCOPE);
    WeakReference<SigningKey> key = new WeakReference<>(signedOnce(keys));
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (key.get() != null && System.nanoTime() < end) {
      System.gc();
      keys.key(OTHERS, new Timestamp(TIME.getEpochSecond()));
    }
    assertThat(key.get()).isNull();
  }

  private static SigningKey signedOnce(SigningKeys keys) {
    AwsCredentials ofAnn = new AwsCredentials("ASIAANN", "hush", "token", null);
    Timestamp time = new Timestamp(TIME.getEpochSecond());
    SigningKey key = keys.key(ofAnn, time);
    assertThat(keys.key(ofAnn, time)).isSameAs(key);
    return key;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 100_000})
  void noSecretOfARequestStaysInTheSigningThread(int bodyLength) {
    Buffer body = Buffer.buffer("canary".repeat(bodyLength));
    SigV4Signer signer = SigV4Signer.create(SCOPE);
    signer.sign(HttpMethod.POST, "canary", "/canary?canary", headers("canary"), body, ANN, TIME);
    assertThat(inThread()).containsOnly((byte) 0);
  }

  @Test
  void noSecretOfARefusedRequestStaysInTheSigningThread() {
    SigV4Signer signer = SigV4Signer.create(SCOPE);
    Buffer body = Buffer.buffer("canary");
    assertThatThrownBy(
            () ->
                signer.sign(
                    HttpMethod.POST, "h", "/canary?a=%zz", headers("canary"), body, ANN, TIME))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(inThread()).containsOnly((byte) 0);
    assertThat(signer.sign(HttpMethod.POST, "h", "/", headers("a"), body, ANN, TIME))
        .isEqualTo("e100fbce008c04ec40637af0af91fb2f05aeedc23f856a2d3c0b1580625d755e");
  }

  private static MultiMap headers(String value) {
    return MultiMap.caseInsensitiveMultiMap().add("X-Secret", value);
  }

  private static byte[] inThread() {
    return SigningScratch.ofThread().out.bytes;
  }
}
