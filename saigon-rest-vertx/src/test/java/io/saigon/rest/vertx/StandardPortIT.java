package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.storage.PresignedRequest;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.testing.ForwardProxy;
import io.saigon.rest.vertx.testing.Gateway;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Services on port 443, as those of AWS are. */
public class StandardPortIT {
  private static final SigV4Scope SCOPE = SigV4Scope.executeApi("eu-west-1");

  private final Vertx vertx = Vertx.vertx();
  private final Gateway gateway = new Gateway(SCOPE).knows(Users.credentials("ann", 1));
  private final SelfSignedCertificate certificate = SelfSignedCertificate.create();
  private ForwardProxy proxy;

  @BeforeEach
  void start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(certificate.keyCertOptions());
    await(gateway.start(vertx, options));
    proxy = new ForwardProxy(vertx);
    proxy.standardPort = gateway.port();
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private HttpClientOptions options(HttpVersion version) {
    return new HttpClientOptions()
        .setUseAlpn(true)
        .setProtocolVersion(version)
        .setTrustOptions(certificate.trustOptions())
        .setVerifyHost(false)
        .setProxyOptions(proxy.options());
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void theStandardPortIsNeitherSignedNorSent(HttpVersion version) {
    for (String url : new String[] {"https://api.example.com", "https://api.example.com:443"}) {
      SigV4RequestAuthorizer users = SigV4RequestAuthorizer.create(Users.client(), SCOPE);
      HttpClient client = vertx.createHttpClient(options(version));
      AwsSigV4RestClient api = AwsSigV4RestClient.create(client, url, users);
      await(api.login("ann", "right"));
      assertThat(await(api.getResource(String.class, "/x"))).contains("42");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void presignedRequestsNameNoStandardPort(HttpVersion version) throws Exception {
    CompletableFuture<String> authority = new CompletableFuture<>();
    gateway.routes.put(
        "/open",
        (request, body) -> {
          authority.complete(request.authority().toString());
          request.response().end();
        });
    URI uri = URI.create("https://api.example.com/open");
    PresignedRequest put =
        new PresignedRequest(HttpMethod.PUT, uri, Map.of(), Instant.now().plusSeconds(60));
    await(PresignedClient.create(vertx, options(version)).upload(put, Buffer.buffer("x")));
    assertThat(authority.get(10, TimeUnit.SECONDS)).isEqualTo("api.example.com");
  }
}
