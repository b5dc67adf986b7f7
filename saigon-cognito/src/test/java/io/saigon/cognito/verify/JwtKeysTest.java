package io.saigon.cognito.verify;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.TransportException;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.cognito.fixture.JwksServer;
import io.saigon.cognito.fixture.JwtKey;
import io.saigon.cognito.fixture.ManualClock;
import io.saigon.cognito.fixture.OpenIdServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources of the keys of verifiers: discovery, a URL, a file, a resource. */
class JwtKeysTest {
  private static final JwtKey KEY = JwtKey.p256("key-1");
  private static final JwtKey NEXT = JwtKey.p256("key-2");

  @TempDir Path directory;
  private OpenIdServer server;

  @BeforeEach
  void start() {
    server = new OpenIdServer();
    server.publishes(KEY.jwk());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JwtVerifier verifier() {
    return server.clients.verifier(JwtVerifierConfig.of(server.issuer(), "orders"));
  }

  private JwtVerifier verifier(URI keys) {
    return server.clients.verifier(
        JwtVerifierConfig.of("https://login.example.com", "orders").withKeys(keys));
  }

  private String token(JwtKey key, String issuer) {
    long now = ManualClock.START.getEpochSecond();
    return key.token(
        new JsonObject()
            .put("iss", issuer)
            .put("sub", "ann")
            .put("aud", "orders")
            .put("exp", now + 3600));
  }

  private String document(JwtKey key) {
    return new JsonObject().put("keys", new JsonArray().add(key.jwk())).encode();
  }

  @Test
  void discoveredKeysAreFetchedOnceAndAgainForAnUnknownKey() {
    JwtVerifier verifier = verifier();
    await(verifier.prefetch());
    assertThat(server.requests).hasValue(2);
    assertThat(verifier.verify(token(KEY, server.issuer())).succeeded()).isTrue();
    assertThat(server.requests).hasValue(2);
    server.publishes(NEXT.jwk());
    assertThat(await(verifier.verify(token(NEXT, server.issuer()))).subject()).isEqualTo("ann");
    assertThat(server.requests).hasValue(4);
    for (int i = 0; i < 5; i++) {
      String madeUp = token(JwtKey.p256("made-up"), server.issuer());
      assertThat(failure(AuthenticationException.class, verifier.verify(madeUp)).reason())
          .isEqualTo(Reason.INVALID_TOKEN);
    }
    assertThat(server.requests).hasValue(6);
  }

  @Test
  void aDocumentOfAnotherIssuerOrWithUnsafeKeysIsRefused() {
    String keys = server.url(OpenIdServer.KEYS).toString();
    server.discovers(server.issuer() + "/other", keys);
    assertThat(failure(ServiceException.class, verifier().prefetch()))
        .hasMessageContaining("correct the issuer");
    for (String unsafe :
        new String[] {"http://example.com/keys", "file:/etc/passwd", "x:y", "\\"}) {
      server.discovers(server.issuer(), unsafe);
      assertThat(failure(ServiceException.class, verifier().prefetch()))
          .hasMessageContaining("https URL of its keys");
    }
    server.responds(OpenIdServer.DISCOVERY, "[]");
    failure(ServiceException.class, verifier().prefetch());
  }

  @Test
  void answersThatAreNoKeysAreTypedFailures() {
    server.answers(OpenIdServer.KEYS, r -> r.response().setStatusCode(404).end());
    assertThat(failure(NotFoundException.class, verifier().prefetch()))
        .hasMessageContaining("correct the issuer or the location");
    server.answers(OpenIdServer.KEYS, r -> r.response().setStatusCode(500).end("canary"));
    assertThat(failure(ServiceException.class, verifier().prefetch()))
        .hasMessageContaining("HTTP 500")
        .hasMessageNotContaining("canary");
    server.answers(
        OpenIdServer.KEYS,
        r -> r.response().setStatusCode(302).putHeader("Location", "https://example.com/").end());
    assertThat(failure(ServiceException.class, verifier().prefetch()))
        .hasMessageContaining("HTTP 302");
    server.responds(OpenIdServer.KEYS, "x".repeat(300_000));
    failure(ServiceException.class, verifier().prefetch());
    server.responds(OpenIdServer.KEYS, "{\"keys\":[]}");
    assertThat(failure(ServiceException.class, verifier().prefetch()))
        .hasMessageContaining("published no keys");
    server.answers(OpenIdServer.KEYS, r -> r.connection().close());
    failure(TransportException.class, verifier().prefetch());
  }

  @Test
  void keysOfAFileNeedNoNetworkAndAreReadAgainForAnUnknownKey() throws IOException {
    Path file = directory.resolve("keys.json");
    Files.writeString(file, document(KEY));
    JwtVerifier verifier = verifier(file.toUri());
    assertThat(await(verifier.verify(token(KEY, "https://login.example.com"))).subject())
        .isEqualTo("ann");
    Files.writeString(file, document(NEXT));
    assertThat(await(verifier.verify(token(NEXT, "https://login.example.com"))).subject())
        .isEqualTo("ann");
    assertThat(server.requests).hasValue(0);
  }

  @Test
  void keysOfAResourceAreThoseOfTheContextClassLoader() throws IOException {
    Files.writeString(directory.resolve("keys.json"), document(KEY));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      JwtVerifier verifier = verifier(URI.create("classpath:keys.json"));
      assertThat(await(verifier.verify(token(KEY, "https://login.example.com"))).subject())
          .isEqualTo("ann");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void missingAndMalformedFilesAreTypedFailures() throws IOException {
    assertThat(
            failure(
                ConfigurationException.class,
                verifier(directory.resolve("none.json").toUri()).prefetch()))
        .hasMessageContaining("none.json")
        .hasMessageContaining("correct the location");
    assertThat(
            failure(
                ConfigurationException.class,
                verifier(URI.create("classpath:none.json")).prefetch()))
        .hasMessageContaining("is not there");
    Path file = directory.resolve("long.json");
    Files.writeString(file, "x".repeat(300_000));
    assertThat(failure(ConfigurationException.class, verifier(file.toUri()).prefetch()))
        .hasMessageContaining("longer than any key set");
    Files.writeString(file, "[]");
    failure(ServiceException.class, verifier(file.toUri()).prefetch());
  }

  @Test
  void keysOfAUserPoolMayComeFromAFile() throws IOException {
    Path file = directory.resolve("pool.json");
    Files.writeString(
        file,
        new JsonObject()
            .put("keys", new JsonArray().add(new JsonObject(JwksServer.KEY.toJSONString())))
            .encode());
    var verifier =
        server.clients.verifier(
            CognitoVerifierConfig.of(JwksServer.POOL, "client1")
                .withKeys(JwksServer.POOL, file.toUri()));
    var token = await(verifier.verify(JwksServer.token(JwksServer.access(JwksServer.POOL))));
    assertThat(token.username()).isEqualTo("ann");
    assertThat(
            failure(
                    AuthenticationException.class,
                    verifier
                        .withRevocation(t -> io.vertx.core.Future.succeededFuture(true))
                        .verify(JwksServer.token(JwksServer.access(JwksServer.POOL))))
                .reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
    server.clock.at(Duration.ZERO);
    assertThat(Vertx.currentContext()).isNull();
  }
}
