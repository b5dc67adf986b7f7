package io.saigon.cognito.verify;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ServiceException;
import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.VerifiedJwt;
import io.saigon.cognito.fixture.JwtKey;
import io.saigon.cognito.fixture.ManualClock;
import io.saigon.cognito.fixture.OpenIdServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims that an Application Load Balancer signed. */
class AlbVerifierTest {
  private static final String ISSUER =
      "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123";
  private static final String ARN =
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef";
  private static final JwtKey KEY = JwtKey.p256("6a3f7f2c-9d1e-4c7b-8a55-0e1d2c3b4a59");

  private OpenIdServer server;
  private JwtVerifier verifier;

  @BeforeEach
  void start() {
    server = new OpenIdServer();
    server.responds("/alb/" + KEY.id(), KEY.pem());
    verifier =
        server.clients.verifier(
            AlbVerifierConfig.of(ISSUER, "client1", ARN).withKeys(server.url("/alb")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static JsonObject header(JwtKey key) {
    return key.header()
        .put("signer", ARN)
        .put("iss", ISSUER)
        .put("client", "client1")
        .put("exp", ManualClock.START.plusSeconds(120).getEpochSecond());
  }

  private static JsonObject claims() {
    return new JsonObject().put("sub", "ann-id").put("email", "ann@example.com");
  }

  @Test
  void paddedClaimsAreVerifiedWithTheKeyOfTheirId() {
    for (String pad : new String[] {"", "x", "xx"}) {
      String token = KEY.paddedToken(header(KEY), claims().put("pad", pad));
      VerifiedJwt verified = await(verifier.verify(token));
      assertThat(verified.subject()).isEqualTo("ann-id");
      assertThat(verified.audiences()).containsExactly("client1");
      assertThat(verified.issuer()).isEqualTo(ISSUER);
      assertThat(verified.expiration()).isEqualTo(ManualClock.START.plusSeconds(120));
      assertThat(verified.claims().getString("email")).isEqualTo("ann@example.com");
    }
    assertThat(await(verifier.verify(KEY.token(header(KEY), claims()))).subject())
        .isEqualTo("ann-id");
    assertThat(server.requests).hasValue(1);
  }

  @Test
  void otherSignersClientsProvidersAndKeysAreRefused() {
    JwtKey foreign = JwtKey.p256(KEY.id());
    JwtKey rsa = JwtKey.rsa(KEY.id());
    Stream.of(
            KEY.paddedToken(header(KEY).put("signer", ARN.replace("web", "evil")), claims()),
            KEY.paddedToken(header(KEY).putNull("signer"), claims()),
            KEY.paddedToken(header(KEY).put("client", "client2"), claims()),
            KEY.paddedToken(header(KEY).put("iss", "https://example.com"), claims()),
            KEY.paddedToken(header(KEY).putNull("exp"), claims()),
            KEY.paddedToken(header(KEY), new JsonObject()),
            KEY.paddedToken(header(KEY).put("kid", "../../" + KEY.id()), claims()),
            KEY.paddedToken(header(KEY).put("kid", KEY.id() + "?x"), claims()),
            KEY.paddedToken(header(KEY).put("kid", UUID.randomUUID().toString()), claims()),
            KEY.paddedToken(header(KEY).put("alg", "none"), claims()),
            foreign.paddedToken(header(foreign), claims()),
            rsa.paddedToken(header(rsa), claims()))
        .forEach(
            token -> {
              AuthenticationException refused =
                  failure(AuthenticationException.class, verifier.verify(token));
              assertThat(refused.reason()).isEqualTo(Reason.INVALID_TOKEN);
              assertThat(refused)
                  .hasMessageContaining("send requests through the load balancer alone")
                  .hasMessageNotContaining(token);
            });
  }

  @Test
  void claimsExpire() {
    String token = KEY.paddedToken(header(KEY), claims());
    server.clock.at(Duration.ofSeconds(179));
    assertThat(await(verifier.verify(token)).subject()).isEqualTo("ann-id");
    server.clock.at(Duration.ofSeconds(180));
    assertThat(failure(AuthenticationException.class, verifier.verify(token)).reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void madeUpKeyIdsCauseFewFetches() {
    for (int i = 0; i < 20; i++) {
      JwtKey madeUp = new JwtKey("made-up-" + i, "ES256", KEY.pair());
      failure(
          AuthenticationException.class,
          verifier.verify(madeUp.paddedToken(header(madeUp), claims())));
    }
    assertThat(server.requests).hasValue(5);
    server.clock.at(Duration.ofSeconds(11));
    assertThat(await(verifier.verify(KEY.paddedToken(header(KEY), claims()))).subject())
        .isEqualTo("ann-id");
  }

  @Test
  void manyCallersShareOneFetchOfAKey() {
    String token = KEY.paddedToken(header(KEY), claims());
    await(Future.all(Stream.generate(() -> verifier.verify(token)).limit(50).toList()));
    assertThat(server.requests).hasValue(1);
  }

  @Test
  void anAnswerThatIsNoKeyIsTheServicesFault() {
    server.responds("/alb/" + KEY.id(), JwtKey.rsa("x").pem());
    String token = KEY.paddedToken(header(KEY), claims());
    assertThat(failure(ServiceException.class, verifier.verify(token)))
        .hasMessageContaining("PEM, P-256");
    server.responds("/alb/" + KEY.id(), "nonsense");
    failure(ServiceException.class, verifier.verify(token));
    await(verifier.prefetch());
  }
}
