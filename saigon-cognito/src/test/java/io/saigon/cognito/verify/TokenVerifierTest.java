package io.saigon.cognito.verify;

import static io.saigon.cognito.fixture.JwksServer.KEY;
import static io.saigon.cognito.fixture.JwksServer.OTHER_POOL;
import static io.saigon.cognito.fixture.JwksServer.POOL;
import static io.saigon.cognito.fixture.JwksServer.access;
import static io.saigon.cognito.fixture.JwksServer.id;
import static io.saigon.cognito.fixture.JwksServer.key;
import static io.saigon.cognito.fixture.JwksServer.token;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.TokenUse;
import io.saigon.api.cognito.VerifiedToken;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.fixture.JwksServer;
import io.saigon.cognito.fixture.ManualClock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Claims of accepted tokens, their times and permissions. */
class TokenVerifierTest {
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

  @AfterEach
  void resetClock() {
    server.clock.at(Duration.ZERO);
  }

  @Test
  void anAccessTokenHoldsUserGroupsAndScopes() {
    VerifiedToken token = await(verifier.verify(token(access(POOL))));
    assertThat(token.use()).isEqualTo(TokenUse.ACCESS);
    assertThat(token.userPoolId()).isEqualTo(POOL);
    assertThat(token.clientId()).isEqualTo("client1");
    assertThat(token.userId()).isEqualTo(UUID.fromString(JwksServer.USER));
    assertThat(token.username()).isEqualTo("ann");
    assertThat(token.groups()).containsExactlyInAnyOrder("staff", "admins");
    assertThat(token.scopes()).containsExactlyInAnyOrder("orders/read", "orders/write");
    assertThat(token.expiration()).isEqualTo(ManualClock.START.plus(Duration.ofHours(1)));
  }

  @Test
  void anIdTokenIsAcceptedWhereItsUseIsConfigured() {
    String token = token(id(POOL));
    VerifiedToken verified =
        await(server.verifier(CONFIG.withUses(TokenUse.ID, TokenUse.ACCESS)).verify(token));
    assertThat(verified.use()).isEqualTo(TokenUse.ID);
    assertThat(verified.username()).isEqualTo("ann");
    assertThat(verified.claims().getString("email")).isEqualTo("ann@example.com");
    assertThat(verified.scopes()).isEmpty();
    assertThat(verified.groups()).isEmpty();
    assertThat(verified.toString()).contains(JwksServer.USER).doesNotContain("ann@example.com");
    assertThat(refusal(token)).hasMessageContaining("another use than [ACCESS]");
  }

  @Test
  void anAppClientsOwnTokenHasNoUser() {
    VerifiedToken token =
        await(verifier.verify(token(access(POOL).claim("username", null).subject("client1"))));
    assertThat(token.username()).isNull();
    assertThatIllegalStateException()
        .isThrownBy(token::userId)
        .withMessageContaining("look at clientId()");
  }

  @Test
  void aNullTokenIsAnArgumentError() {
    assertThatNullPointerException().isThrownBy(() -> verifier.verify(null));
  }

  @Test
  void aTokenExpiresAMinuteLateAtMost() {
    String token = token(access(POOL));
    server.clock.at(Duration.ofHours(1).plusSeconds(59));
    assertThat(await(verifier.verify(token)).username()).isEqualTo("ann");
    server.clock.at(Duration.ofHours(1).plusSeconds(60));
    assertThat(refusal(token).reason()).isEqualTo(Reason.SESSION_EXPIRED);

    CognitoVerifier strict = server.verifier(CONFIG.withClockSkew(Duration.ZERO));
    server.clock.at(Duration.ofHours(1).minusSeconds(1));
    assertThat(await(strict.verify(token)).username()).isEqualTo("ann");
    server.clock.at(Duration.ofHours(1));
    assertThat(failure(AuthenticationException.class, strict.verify(token)).reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void aTokenBeforeItsStartIsNotValidYet() {
    String token = token(access(POOL));
    server.clock.at(Duration.ofSeconds(-60));
    assertThat(await(verifier.verify(token)).username()).isEqualTo("ann");
    server.clock.at(Duration.ofSeconds(-61));
    assertThat(refusal(token).reason()).isEqualTo(Reason.TOKEN_NOT_YET_VALID);
    assertThat(refusal(token)).hasMessageContaining("clock");

    server.clock.at(Duration.ofMinutes(10));
    Date later = Date.from(ManualClock.START.plus(Duration.ofMinutes(12)));
    assertThat(refusal(token(access(POOL).notBeforeTime(later))).reason())
        .isEqualTo(Reason.TOKEN_NOT_YET_VALID);
  }

  @Test
  void aTokenNeedsOneOfTheGroupsAndOneOfTheScopes() {
    CognitoVerifierConfig asks =
        CONFIG.withAnyGroup("admins", "owners").withAnyScope("orders/write", "orders/delete");
    CognitoVerifier asking = server.verifier(asks);
    assertThat(await(asking.verify(token(access(POOL)))).username()).isEqualTo("ann");
    for (Map.Entry<JWTClaimsSet.Builder, String> lacking :
        List.of(
            Map.entry(access(POOL).claim("cognito:groups", List.of("staff")), "groups"),
            Map.entry(access(POOL).claim("cognito:groups", null), "groups"),
            Map.entry(access(POOL).claim("cognito:groups", "admins"), "groups"),
            Map.entry(access(POOL).claim("scope", "orders/read"), "scopes"),
            Map.entry(access(POOL).claim("scope", "orders/writer"), "scopes"),
            Map.entry(access(POOL).claim("scope", null), "scopes"))) {
      AuthenticationException refused =
          failure(AuthenticationException.class, asking.verify(token(lacking.getKey())));
      assertThat(refused.reason()).isEqualTo(Reason.MISSING_PERMISSION);
      assertThat(refused).hasMessageContaining(lacking.getValue());
    }
  }

  @Test
  void aForgedTokenIsNotAnsweredWithMissingGroups() {
    CognitoVerifier asking = server.verifier(CONFIG.withAnyGroup("owners"));
    String forged = token(key("key-1", 2048), access(POOL));
    assertThat(failure(AuthenticationException.class, asking.verify(forged)).reason())
        .isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void tokensOfSeveralPoolsAreCheckedAgainstTheirOwnPool() {
    var othersKey = key("key-2", 2048);
    server.publishes(OTHER_POOL, othersKey);
    CognitoVerifier both = server.verifier(CONFIG.withPool(OTHER_POOL, "client2"));
    JWTClaimsSet.Builder others = access(OTHER_POOL).claim("client_id", "client2");
    assertThat(await(both.verify(token(access(POOL)))).userPoolId()).isEqualTo(POOL);
    assertThat(await(both.verify(token(othersKey, others))).userPoolId()).isEqualTo(OTHER_POOL);
    for (String confused :
        List.of(
            token(KEY, others),
            token(othersKey, access(POOL)),
            token(othersKey, access(OTHER_POOL)))) {
      assertThat(failure(AuthenticationException.class, both.verify(confused)).reason())
          .isEqualTo(Reason.INVALID_TOKEN);
    }
  }

  private static AuthenticationException refusal(String token) {
    return failure(AuthenticationException.class, verifier.verify(token));
  }
}
