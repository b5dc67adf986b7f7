package io.saigon.cognito.session;

import static io.saigon.cognito.fixture.JwksServer.POOL;
import static io.saigon.cognito.fixture.JwksServer.USER;
import static io.saigon.cognito.fixture.JwksServer.access;
import static io.saigon.cognito.fixture.JwksServer.id;
import static io.saigon.cognito.fixture.JwksServer.key;
import static io.saigon.cognito.fixture.JwksServer.token;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.fixture.JwksServer;
import io.saigon.cognito.fixture.ManualClock;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stored bytes that an attacker changed. */
class SavedSessionIT {
  private static final String VICTIM = "76543210-89ab-cdef-0123-456789abcdef";
  private final JwksServer server = new JwksServer();
  private final CognitoClient cognito = server.client();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSavedSessionIsRestoredLongAfterItsTokensExpired() {
    server.clock.at(Duration.ofDays(20));
    CognitoSession restored = await(cognito.restoreSession(saved().toBuffer()));
    assertThat(restored.userId()).isEqualTo(UUID.fromString(USER));
    assertThat(restored.username()).isEqualTo("ann");
    assertThatNullPointerException().isThrownBy(() -> cognito.restoreSession(null));
  }

  @Test
  void aSessionWhoseSubjectWasChangedIsNotRestored() {
    for (String token : new String[] {"idToken", "accessToken"}) {
      JsonObject saved = saved();
      assertRefused(saved.put(token, withOtherSubject(saved.getString(token))));
    }
  }

  @Test
  void tokensThatAreNotThePoolsAreNotRestored() {
    assertRefused(saved().put("idToken", token(key("key-1", 2048), id(POOL))));
    assertRefused(saved().put("accessToken", token(key("key-1", 2048), access(POOL))));
    assertRefused(saved().put("idToken", token(access(POOL))));
    assertRefused(saved().put("accessToken", token(id(POOL))));
    assertRefused(saved().put("idToken", token(id(POOL).audience("client2"))));
  }

  @Test
  void tokensOfTwoUsersAreNotRestored() {
    assertRefused(saved().put("accessToken", token(access(POOL).subject(VICTIM))));
  }

  @Test
  void aSessionUnderAnotherNameIsNotRestored() {
    for (String name : new String[] {"root", "Ann", "", "bob@example.com"}) {
      assertRefused(saved().put("username", name));
    }
    JWTClaimsSet.Builder freelyChosen =
        id(POOL)
            .claim("email", "root@example.com")
            .claim("email_verified", false)
            .claim("preferred_username", "root");
    for (String name : new String[] {"root", "root@example.com"}) {
      assertRefused(saved().put("idToken", token(freelyChosen)).put("username", name));
    }
  }

  @Test
  void aVerifiedAddressIsItsUsersName() {
    JWTClaimsSet.Builder verified =
        id(POOL).claim("email_verified", true).claim("phone_number_verified", "true");
    verified.claim("phone_number", "+4912345");
    for (String name : new String[] {"ann@example.com", "+4912345"}) {
      JsonObject saved = saved().put("idToken", token(verified)).put("username", name);
      assertThat(await(cognito.restoreSession(saved.toBuffer())).username()).isEqualTo(name);
    }
  }

  @Test
  void aNameThatTheTokenDoesNotConfirmIsNotSaved() {
    CognitoSession session = cognito.session("an-alias", tokens());
    JsonObject saved = new JsonObject(session.save());
    assertThat(saved.getString("username")).isEqualTo("ann");
    assertThat(await(cognito.restoreSession(saved.toBuffer())).username()).isEqualTo("ann");
  }

  @Test
  void anExpirationLaterThanTheTokensIsNotBelieved() {
    JsonObject saved = saved().put("expiration", Instant.parse("2099-01-01T00:00:00Z"));
    CognitoSession restored = await(cognito.restoreSession(saved.toBuffer()));
    assertThat(await(restored.tokens()).accessToken()).isEqualTo(saved.getString("accessToken"));
    server.clock.at(Duration.ofHours(1));
    failure(SaigonException.class, restored.tokens());
  }

  @Test
  void nothingIsRestoredWithoutThePoolsKeys() {
    server.answers(POOL, request -> request.response().setStatusCode(500).end());
    failure(ServiceException.class, cognito.restoreSession(saved().toBuffer()));
  }

  private JsonObject saved() {
    return new JsonObject(cognito.session("ann", tokens()).save());
  }

  private static CognitoTokens tokens() {
    return new CognitoTokens(
        token(id(POOL)),
        token(access(POOL)),
        "refresh-1",
        ManualClock.START.plus(Duration.ofHours(1)));
  }

  private void assertRefused(JsonObject saved) {
    AuthenticationException refused =
        failure(AuthenticationException.class, cognito.restoreSession(saved.toBuffer()));
    assertThat(refused.reason()).isEqualTo(Reason.INVALID_TOKEN);
    assertThat(refused).hasMessageContaining("log in").hasMessageNotContaining("root");
  }

  private static String withOtherSubject(String token) {
    String[] parts = token.split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    assertThat(claims).contains(USER);
    byte[] changed = claims.replace(USER, VICTIM).getBytes(StandardCharsets.UTF_8);
    return parts[0]
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(changed)
        + "."
        + parts[2];
  }
}
