package io.saigon.cognito.verify;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.oauth.JwtAlgorithm;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.VerifiedJwt;
import io.saigon.cognito.fixture.JwtKey;
import io.saigon.cognito.fixture.ManualClock;
import io.saigon.cognito.fixture.OpenIdServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of an issuer that is no user pool, with keys by discovery. */
class JwtVerifierTest {
  private static final JwtKey RSA = JwtKey.rsa("rsa-1");
  private static final JwtKey EC = JwtKey.p256("ec-1");
  private static final JwtKey ED = JwtKey.ed25519("ed-1");
  private static OpenIdServer server;
  private static JwtVerifier verifier;

  @BeforeAll
  static void start() {
    server = new OpenIdServer();
    server.publishes(
        RSA.jwk(), EC.jwk(), ED.jwk(), new JsonObject().put("kty", "oct").put("kid", "secret"));
    verifier = server.clients.verifier(config());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void resetClock() {
    server.clock.at(Duration.ZERO);
  }

  private static JwtVerifierConfig config() {
    return JwtVerifierConfig.of(server.issuer(), "orders", "invoices");
  }

  private static JsonObject claims() {
    long now = ManualClock.START.getEpochSecond();
    return new JsonObject()
        .put("iss", server.issuer())
        .put("sub", "ann")
        .put("aud", "orders")
        .put("iat", now)
        .put("exp", now + 3600)
        .put("scope", "orders/read orders/write")
        .put("email", "ann@example.com");
  }

  static Stream<JwtKey> keys() {
    return Stream.of(RSA, EC, ED);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aTokenOfEachAlgorithmHoldsItsClaims(JwtKey key) {
    VerifiedJwt token = await(verifier.verify(key.token(claims())));
    assertThat(token.issuer()).isEqualTo(server.issuer());
    assertThat(token.subject()).isEqualTo("ann");
    assertThat(token.audiences()).containsExactly("orders");
    assertThat(token.scopes()).containsExactlyInAnyOrder("orders/read", "orders/write");
    assertThat(token.expiration()).isEqualTo(ManualClock.START.plus(Duration.ofHours(1)));
    assertThat(token.claims().getString("email")).isEqualTo("ann@example.com");
    assertThat(token.toString()).contains("ann").doesNotContain("ann@example.com");
  }

  @Test
  void audiencesAndScopesMayBeArrays() {
    JsonObject claims =
        claims()
            .put("aud", new JsonArray().add("other").add("invoices"))
            .put("scp", new JsonArray().add("a").add("b"));
    claims.remove("scope");
    VerifiedJwt token = await(verifier.verify(EC.token(claims)));
    assertThat(token.audiences()).containsExactlyInAnyOrder("other", "invoices");
    assertThat(token.scopes()).containsExactlyInAnyOrder("a", "b");
  }

  static Stream<Arguments> refused() {
    String good = EC.token(claims());
    String[] parts = good.split("\\.");
    String body = parts[0] + "." + parts[1];
    return Stream.of(
        Arguments.of(
            "unsigned", JwtKey.encoded(new JsonObject().put("alg", "none")) + "." + parts[1] + "."),
        Arguments.of(
            "alg=none with a signature",
            JwtKey.encoded(new JsonObject().put("alg", "none").put("kid", EC.id()))
                + "."
                + parts[1]
                + "."
                + parts[2]),
        Arguments.of("public key as shared secret", hmac(RSA)),
        Arguments.of("RS256 of an EC key", RSA.token(RSA.header().put("kid", "ec-1"), claims())),
        Arguments.of("ES256 of an RSA key", EC.token(EC.header().put("kid", "rsa-1"), claims())),
        Arguments.of("EdDSA of an EC key", ED.token(ED.header().put("kid", "ec-1"), claims())),
        Arguments.of("another key of the id", JwtKey.p256("ec-1").token(claims())),
        Arguments.of("unknown key", JwtKey.p256("ec-2").token(claims())),
        Arguments.of("no key id", EC.token(new JsonObject().put("alg", "ES256"), claims())),
        Arguments.of(
            "critical header",
            EC.token(EC.header().put("crit", new JsonArray().add("b64")), claims())),
        Arguments.of("signature of zeros", body + "." + JwtKey.encoded(new byte[64])),
        Arguments.of("signature with a zero", body + "." + JwtKey.encoded(half(EC.sign(body)))),
        Arguments.of(
            "signature as ASN.1", body + "." + JwtKey.encoded(EC.sign(body, "SHA256withECDSA"))),
        Arguments.of("no signature", body + "."),
        Arguments.of("changed claims", parts[0] + "." + changed() + "." + parts[2]),
        Arguments.of("padded", EC.paddedToken(EC.header().put("x", "y"), claims())),
        Arguments.of("other issuer", EC.token(claims().put("iss", server.issuer() + "/"))),
        Arguments.of("no issuer", EC.token(claims().putNull("iss"))),
        Arguments.of("other audience", EC.token(claims().put("aud", "other"))),
        Arguments.of("no audience", EC.token(claims().putNull("aud"))),
        Arguments.of("audience of another type", EC.token(claims().put("aud", 7))),
        Arguments.of("no subject", EC.token(claims().putNull("sub"))),
        Arguments.of("no expiration", EC.token(claims().putNull("exp"))),
        Arguments.of("text as expiration", EC.token(claims().put("exp", "9999999999"))),
        Arguments.of("text as nbf", EC.token(claims().put("nbf", "0"))),
        Arguments.of("too long", EC.token(claims().put("x", "x".repeat(20_000)))),
        Arguments.of("no token", "x"),
        Arguments.of("empty", ""),
        Arguments.of(
            "claims that are a list",
            parts[0]
                + "."
                + JwtKey.encoded("[]".getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[2]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void invalidTokensAreRefusedWithoutRepeatingThem(String what, String token) {
    AuthenticationException refused = refusal(verifier, token);
    assertThat(refused.reason()).as(what).isEqualTo(Reason.INVALID_TOKEN);
    assertThat(refused)
        .hasNoCause()
        .hasMessageContaining("send a token that " + server.issuer() + " issued for this")
        .hasMessageNotContaining("ann");
    if (!token.isEmpty()) {
      assertThat(refused).hasMessageNotContaining(token);
    }
    assertThat(refused.getStackTrace()).isEmpty();
  }

  private static String hmac(JwtKey key) {
    try {
      String signed =
          JwtKey.encoded(new JsonObject().put("alg", "HS256").put("kid", key.id()))
              + "."
              + JwtKey.encoded(claims());
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.pair().getPublic().getEncoded(), "HmacSHA256"));
      return signed + "." + JwtKey.encoded(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] half(byte[] signature) {
    Arrays.fill(signature, 32, 64, (byte) 0);
    return signature;
  }

  private static String changed() {
    return JwtKey.encoded(claims().put("sub", "root"));
  }

  @Test
  void tokensExpireAndStartWithinTheClockSkew() {
    String token = ED.token(claims());
    server.clock.at(Duration.ofHours(1).plusSeconds(59));
    assertThat(await(verifier.verify(token)).subject()).isEqualTo("ann");
    server.clock.at(Duration.ofHours(1).plusSeconds(60));
    assertThat(refusal(verifier, token).reason()).isEqualTo(Reason.SESSION_EXPIRED);
    server.clock.at(Duration.ofSeconds(-61));
    assertThat(refusal(verifier, token).reason()).isEqualTo(Reason.TOKEN_NOT_YET_VALID);
    server.clock.at(Duration.ZERO);
    long later = ManualClock.START.plusSeconds(120).getEpochSecond();
    assertThat(refusal(verifier, ED.token(claims().put("nbf", later))).reason())
        .isEqualTo(Reason.TOKEN_NOT_YET_VALID);
    JwtVerifier strict = server.clients.verifier(config().withClockSkew(Duration.ZERO));
    server.clock.at(Duration.ofHours(1));
    assertThat(refusal(strict, token).reason()).isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void otherAlgorithmsThanTheAcceptedOnesAreRefused() {
    JwtVerifier ecAlone = server.clients.verifier(config().withAlgorithms(JwtAlgorithm.ES256));
    assertThat(await(ecAlone.verify(EC.token(claims()))).subject()).isEqualTo("ann");
    assertThat(refusal(ecAlone, RSA.token(claims())).reason()).isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void aTokenNeedsOneOfTheScopes() {
    JwtVerifier writers =
        server.clients.verifier(config().withAnyScope("orders/write", "orders/delete"));
    assertThat(await(writers.verify(EC.token(claims()))).subject()).isEqualTo("ann");
    assertThat(refusal(writers, EC.token(claims().put("scope", "orders/read"))).reason())
        .isEqualTo(Reason.MISSING_PERMISSION);
    String forged = JwtKey.p256("ec-1").token(claims().put("scope", "orders/read"));
    assertThat(refusal(writers, forged).reason()).isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void furtherChecksSeeAcceptedTokensAlone() {
    JwtVerifier verifiedEmail =
        verifier.withCheck(
            token ->
                token.claims().getBoolean("email_verified", false)
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        AuthenticationException.refusal(
                            Reason.MISSING_PERMISSION, "Verify your e-mail address")));
    assertThat(await(verifiedEmail.verify(EC.token(claims().put("email_verified", true)))))
        .isNotNull();
    assertThat(refusal(verifiedEmail, EC.token(claims()))).hasMessageContaining("e-mail");
    assertThat(refusal(verifiedEmail, JwtKey.p256("ec-1").token(claims())).reason())
        .isEqualTo(Reason.INVALID_TOKEN);
    JwtVerifier broken =
        verifier.withCheck(
            token -> {
              throw new IllegalStateException("broken");
            });
    assertThat(failure(IllegalStateException.class, broken.verify(EC.token(claims()))))
        .hasMessage("broken");
    await(verifiedEmail.prefetch());
  }

  @Test
  void revokedTokensAreRefusedAndUnknownRevocationsFail() {
    JwtVerifier revoking =
        verifier.withRevocation(
            token -> Future.succeededFuture("7".equals(token.claims().getString("jti"))));
    assertThat(await(revoking.verify(EC.token(claims().put("jti", "6")))).subject())
        .isEqualTo("ann");
    assertThat(refusal(revoking, EC.token(claims().put("jti", "7"))).reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
    JwtVerifier down =
        verifier.withRevocation(
            token -> Future.failedFuture(new IllegalStateException("the list is down")));
    assertThat(failure(IllegalStateException.class, down.verify(EC.token(claims()))))
        .hasMessage("the list is down");
  }

  @Test
  void aNullTokenIsAnArgumentError() {
    assertThatNullPointerException().isThrownBy(() -> verifier.verify(null));
    assertThatNullPointerException().isThrownBy(() -> verifier.withCheck(null));
    assertThatNullPointerException().isThrownBy(() -> verifier.withRevocation(null));
  }

  private static AuthenticationException refusal(JwtVerifier verifier, String token) {
    return failure(AuthenticationException.class, verifier.verify(token));
  }
}
