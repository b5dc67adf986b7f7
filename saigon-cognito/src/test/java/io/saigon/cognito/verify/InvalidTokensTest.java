package io.saigon.cognito.verify;

import static io.saigon.cognito.fixture.JwksServer.KEY;
import static io.saigon.cognito.fixture.JwksServer.OTHER_POOL;
import static io.saigon.cognito.fixture.JwksServer.POOL;
import static io.saigon.cognito.fixture.JwksServer.access;
import static io.saigon.cognito.fixture.JwksServer.id;
import static io.saigon.cognito.fixture.JwksServer.key;
import static io.saigon.cognito.fixture.JwksServer.signed;
import static io.saigon.cognito.fixture.JwksServer.signer;
import static io.saigon.cognito.fixture.JwksServer.token;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.fixture.JwksServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are malformed, forged or of another user pool or client. */
class InvalidTokensTest {
  private static final CognitoVerifierConfig CONFIG = CognitoVerifierConfig.of(POOL, "client1");
  private static JwksServer server;
  private static CognitoVerifier verifier;

  @BeforeAll
  static void start() {
    server = new JwksServer();
    verifier = server.verifier(CONFIG);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> refused() throws JOSEException {
    String good = token(access(POOL));
    String[] parts = good.split("\\.");
    String rest = "." + parts[1] + "." + parts[2];
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1");
    String admin = encoded(parts[1].replace('-', '+').replace('_', '/'), "staff", "admin");
    return Stream.of(
        Arguments.of("unsigned", new PlainJWT(access(POOL).build()).serialize()),
        Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
        Arguments.of("alg=none, signed", base64("{\"alg\":\"none\",\"kid\":\"key-1\"}") + rest),
        Arguments.of("alg=nOnE", base64("{\"alg\":\"nOnE\",\"kid\":\"key-1\"}") + rest),
        Arguments.of("no alg", base64("{\"kid\":\"key-1\"}") + rest),
        Arguments.of(
            "public key as shared secret",
            signed(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(),
                new MACSigner(KEY.toRSAPublicKey().getEncoded()),
                access(POOL))),
        Arguments.of(
            "another algorithm",
            signed(
                new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("key-1").build(),
                signer(KEY),
                access(POOL))),
        Arguments.of(
            "critical header",
            signed(header.criticalParams(Set.of("exp")).build(), signer(KEY), access(POOL))),
        Arguments.of(
            "no key id", signed(new JWSHeader(JWSAlgorithm.RS256), signer(KEY), access(POOL))),
        Arguments.of("key id of another type", base64("{\"alg\":\"RS256\",\"kid\":1}") + rest),
        Arguments.of("wrong key", token(key("key-1", 2048), access(POOL))),
        Arguments.of("changed claims", parts[0] + "." + admin + "." + parts[2]),
        Arguments.of("changed signature", good.substring(0, good.length() - 9) + "AAAAAAAAA"),
        Arguments.of("signature of another length", parts[0] + "." + parts[1] + ".AAAA"),
        Arguments.of("other pool", token(access(OTHER_POOL))),
        Arguments.of(
            "issuer with something behind",
            token(access(POOL).issuer(access(POOL).getClaims().get("iss") + "/"))),
        Arguments.of("issuer of another type", token(access(POOL).claim("iss", List.of("x")))),
        Arguments.of("no issuer", token(access(POOL).issuer(null))),
        Arguments.of("other app client", token(access(POOL).claim("client_id", "client2"))),
        Arguments.of("no app client", token(access(POOL).claim("client_id", null))),
        Arguments.of("id token", token(id(POOL))),
        Arguments.of("no use", token(access(POOL).claim("token_use", null))),
        Arguments.of("unknown use", token(access(POOL).claim("token_use", "refresh"))),
        Arguments.of("no subject", token(access(POOL).subject(null))),
        Arguments.of("no expiration", token(access(POOL).expirationTime(null))),
        Arguments.of("text as expiration", raw(access(POOL), "exp", "\"9999999999\"")),
        Arguments.of("broken expiration", raw(access(POOL), "exp", "1.5")),
        Arguments.of("endless expiration", raw(access(POOL), "exp", "1e300")),
        Arguments.of("negative expiration", raw(access(POOL), "exp", "-1")),
        Arguments.of("overflowing expiration", raw(access(POOL), "exp", "18446744073709551616000")),
        Arguments.of("no issue time", token(access(POOL).issueTime(null))),
        Arguments.of("claims that are a list", parts[0] + "." + base64("[]") + "." + parts[2]),
        Arguments.of("claims that are nothing", parts[0] + "." + base64("null") + "." + parts[2]),
        Arguments.of("header that is a list", base64("[]") + rest),
        Arguments.of("deep nesting", base64("[".repeat(5000)) + rest),
        Arguments.of("five parts", good + ".AAAA.AAAA"),
        Arguments.of("too long", good + "A".repeat(20_000)),
        Arguments.of("with scheme", "Bearer " + good),
        Arguments.of("padded", parts[0] + "=." + parts[1] + "." + parts[2]),
        Arguments.of("padded signature", good + "=="),
        Arguments.of("signature with unused bits set", withUnusedBits(good)),
        Arguments.of("line break behind", good + "\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void invalidTokensAreRefusedWithoutRepeatingThem(String what, String token) {
    AuthenticationException refused = refusal(token);
    assertThat(refused.reason()).as(what).isEqualTo(Reason.INVALID_TOKEN);
    assertThat(refused)
        .hasNoCause()
        .hasMessageContaining("send the user pool's own token")
        .hasMessageNotContaining(JwksServer.USER)
        .hasMessageNotContaining(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ".", "..", "...", "a.b", "a.b.c", "é.é.é", "e30.e30.e30", "\0.\0.\0"})
  void textsThatAreNoTokensAreRefused(String token) {
    assertThat(refusal(token).reason()).isEqualTo(Reason.INVALID_TOKEN);
  }

  private static AuthenticationException refusal(String token) {
    return failure(AuthenticationException.class, verifier.verify(token));
  }

  // 256 bytes are 341 characters and two bits.
  private static String withUnusedBits(String token) {
    int last = token.length() - 1;
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return token.substring(0, last) + alphabet.charAt(alphabet.indexOf(token.charAt(last)) + 1);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String payload, String from, String to) {
    String text = new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    return base64(text.replace(from, to));
  }

  /** A token of a pool with a claim that a library would not write, rightly signed. */
  private static String raw(JWTClaimsSet.Builder claims, String name, String json)
      throws JOSEException {
    String text = claims.claim(name, "RAW").build().toString().replace("\"RAW\"", json);
    String signed = base64("{\"alg\":\"RS256\",\"kid\":\"key-1\"}") + "." + base64(text);
    return signed
        + "."
        + signer(KEY)
            .sign(new JWSHeader(JWSAlgorithm.RS256), signed.getBytes(StandardCharsets.US_ASCII));
  }
}
