package io.saigon.cognito.verify;

import static io.saigon.cognito.fixture.JwksServer.KEY;
import static io.saigon.cognito.fixture.JwksServer.OTHER_POOL;
import static io.saigon.cognito.fixture.JwksServer.POOL;
import static io.saigon.cognito.fixture.JwksServer.access;
import static io.saigon.cognito.fixture.JwksServer.key;
import static io.saigon.cognito.fixture.JwksServer.token;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.VerifiedToken;
import io.saigon.api.context.CallerContext;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.TransportException;
import io.saigon.cognito.fixture.JwksServer;
import io.saigon.cognito.fixture.ManualClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetches, caching and expiry of a pool's keys. */
class JwksCacheIT {
  private static final String GOOD = token(access(POOL));
  private static final RSAKey NEXT = key("key-2", 2048);
  private static final RSAKey WEAK = key("key-1", 1024);
  private final JwksServer server = new JwksServer();
  private final CognitoVerifier verifier =
      server.verifier(CognitoVerifierConfig.of(POOL, "client1"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void callersBeforeTheFirstFetchShareItAndAreAnsweredOnTheirOwnContexts() {
    List<Future<Boolean>> answers =
        IntStream.range(0, 500)
            .mapToObj(
                i -> {
                  Context caller = CallerContext.detached(server.vertx).context();
                  Promise<Boolean> sameContext = Promise.promise();
                  caller.runOnContext(
                      run ->
                          verifier
                              .verify(GOOD)
                              .map(token -> Vertx.currentContext() == caller)
                              .onComplete(sameContext));
                  return sameContext.future();
                })
            .toList();
    await(Future.all(answers));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.result()).isTrue());
    assertThat(server.requests).hasValue(1);
  }

  @Test
  void keysAreFetchedAheadAndSharedByTheVerifiersOfAPool() {
    await(verifier.prefetch());
    await(verifier.prefetch());
    assertThat(verifier.verify(GOOD).succeeded()).isTrue();
    CognitoVerifier other = server.verifier(CognitoVerifierConfig.of(POOL, "client1", "client2"));
    assertThat(other.verify(GOOD).succeeded()).isTrue();
    assertThat(server.requests).hasValue(1);
  }

  @Test
  void prefetchNamesThePoolWithoutKeys() {
    CognitoVerifierConfig both =
        CognitoVerifierConfig.of(POOL, "client1").withPool(OTHER_POOL, "client1");
    assertThat(failure(NotFoundException.class, server.verifier(both).prefetch()))
        .hasMessageContaining(OTHER_POOL)
        .hasMessageContaining("correct the user pool id");
  }

  @Test
  void aNewKeyIsFetchedForTheFirstTokenThatItSigned() {
    await(verifier.verify(GOOD));
    server.publishes(POOL, KEY, NEXT);
    String next = token(NEXT, access(POOL));
    assertThat(await(verifier.verify(next)).username()).isEqualTo("ann");
    assertThat(await(verifier.verify(GOOD)).username()).isEqualTo("ann");
    assertThat(server.requests).hasValue(2);
  }

  @Test
  void aKeyThatIsNoLongerPublishedIsDroppedAfterAnHour() {
    String longLived = token(access(POOL).expirationTime(later(Duration.ofDays(1))));
    await(verifier.verify(longLived));
    server.publishes(POOL, NEXT);
    server.clock.at(Duration.ofMinutes(59));
    assertThat(verifier.verify(longLived).succeeded()).isTrue();
    assertThat(server.requests).hasValue(1);
    server.clock.at(Duration.ofHours(1));
    until(() -> verifier.verify(longLived).failed());
    assertThat(failure(AuthenticationException.class, verifier.verify(longLived)).reason())
        .isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void unknownKeyIdsCauseOneFetchInTenSecondsAndDelayNoOtherToken() {
    await(verifier.verify(GOOD));
    for (int seconds = 0; seconds < 30; seconds += 5) {
      server.clock.at(Duration.ofSeconds(seconds));
      List<Future<VerifiedToken>> attacks = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        attacks.add(verifier.verify(unknown(seconds + "-" + i)));
        assertThat(verifier.verify(GOOD).succeeded()).isTrue();
      }
      await(Future.join(attacks).otherwiseEmpty());
      assertThat(attacks)
          .allSatisfy(
              attack ->
                  assertThat(attack.cause())
                      .isInstanceOfSatisfying(
                          AuthenticationException.class,
                          e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_TOKEN)));
    }
    assertThat(server.requests).hasValue(1 + 3);
  }

  @Test
  void aNewKeyIsFoundDuringAFloodOfUnknownKeyIds() {
    failure(AuthenticationException.class, verifier.verify(unknown("a")));
    server.publishes(POOL, KEY, NEXT);
    String next = token(NEXT, access(POOL));
    assertThat(verifier.verify(next).failed()).isTrue();
    server.clock.at(Duration.ofSeconds(10));
    failure(AuthenticationException.class, verifier.verify(unknown("b")));
    assertThat(verifier.verify(next).succeeded()).isTrue();
    assertThat(server.requests).hasValue(2);
  }

  @Test
  void knownKeysServeForADayWhileThePoolIsDown() {
    String longLived = token(access(POOL).expirationTime(later(Duration.ofDays(3))));
    await(verifier.verify(longLived));
    server.answers(POOL, request -> request.connection().close());
    server.clock.at(Duration.ofHours(23));
    assertThat(verifier.verify(longLived).succeeded()).isTrue();
    until(() -> server.requests.get() >= 3);
    assertThat(
            failure(
                TransportException.class,
                verifier.verify(
                    token(NEXT, access(POOL).expirationTime(later(Duration.ofDays(3)))))))
        .hasMessageContaining("cognito-idp");

    server.clock.at(Duration.ofHours(24));
    failure(TransportException.class, verifier.verify(longLived));
    server.publishes(POOL, KEY);
    assertThat(verifier.verify(longLived).failed()).isTrue();
    server.clock.at(Duration.ofHours(24).plusSeconds(1));
    assertThat(await(verifier.verify(longLived)).username()).isEqualTo("ann");
  }

  @Test
  void aBrokenConnectionIsRetriedOnce() {
    server.answers(
        POOL,
        request -> {
          if (server.requests.get() == 1) {
            request.connection().close();
          } else {
            request.response().end(new JWKSet(KEY).toString(true));
          }
        });
    assertThat(await(verifier.verify(GOOD)).username()).isEqualTo("ann");
    assertThat(server.requests).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "canary",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[]}",
        "{\"keys\":[1,null,{}]}",
        "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"key-1\"}]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"key-1\",\"n\":1,\"e\":\"AQAB\"}]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"key-1\",\"n\":\"*\",\"e\":\"AQAB\"}]}"
      })
  void aDocumentWithoutKeysIsAnError(String document) {
    server.responds(POOL, document);
    assertThat(failure(ServiceException.class, verifier.verify(GOOD)))
        .hasMessageContaining("check who answers at the endpoint")
        .hasMessageNotContaining("canary");
  }

  @Test
  void aWeakKeyIsIgnored() {
    server.publishes(POOL, WEAK);
    failure(ServiceException.class, verifier.verify(GOOD));
    server.clock.at(Duration.ofSeconds(1));
    server.publishes(POOL, WEAK, NEXT);
    assertThat(failure(AuthenticationException.class, verifier.verify(GOOD)).reason())
        .isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void anEndlessDocumentIsNotRead() {
    server.answers(
        POOL,
        request -> {
          request.response().setChunked(true);
          for (int i = 0; i < 64; i++) {
            request.response().write(" ".repeat(16 * 1024));
          }
        });
    assertThat(failure(ServiceException.class, verifier.verify(GOOD)))
        .hasMessageContaining("longer than any of a user pool");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 403, 500, 503})
  void anErrorStatusIsAnErrorWithoutTheBody(int status) {
    server.answers(POOL, request -> request.response().setStatusCode(status).end("canary"));
    SaigonException failure = failure(ServiceException.class, verifier.verify(GOOD));
    assertThat(failure).hasMessageContaining(POOL).hasMessageNotContaining("canary");
    assertThat(failure.serviceError().statusCode()).isEqualTo(status);
  }

  private static String unknown(String id) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}";
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + GOOD.substring(GOOD.indexOf('.'));
  }

  private static Date later(Duration sinceStart) {
    return Date.from(ManualClock.START.plus(sinceStart));
  }
}
