package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;

class TlsIT extends SecureIT {
  @Test
  void aCertificateThatTheJvmDoesNotTrustIsRefused() throws Exception {
    String url = serve(new HttpServerOptions());
    assertThat(Call.post(VertxAsyncHttpClient.create(vertx), url, "x").failure())
        .isInstanceOf(SSLException.class)
        .isInstanceOf(IOException.class);
  }

  @Test
  void authoritiesInTheJvmsTrustStoreAreTrusted(@TempDir Path directory) throws Exception {
    String url = serve(new HttpServerOptions());
    Path trusted = Files.write(directory.resolve("trust.jks"), store);
    System.setProperty("javax.net.ssl.trustStore", trusted.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    try {
      // Whatever AWS_CA_BUNDLE names where this runs.
      VertxAsyncHttpClient client = VertxAsyncHttpClient.builder(vertx).trust(null).build();
      assertThat(Call.post(client, url, "x").text()).isEqualTo("x");
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @Test
  void aProxyCarriesTlsFromEndToEnd() throws Exception {
    String url = serve(new HttpServerOptions().setUseAlpn(true));
    List<String> tunnels = new CopyOnWriteArrayList<>();
    HttpServer proxy =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  tunnels.add(request.uri() + " " + request.getHeader("Proxy-Authorization"));
                  vertx
                      .createNetClient()
                      .connect(URI.create(url).getPort(), "localhost")
                      .onSuccess(
                          target ->
                              request
                                  .toNetSocket()
                                  .onSuccess(
                                      near -> {
                                        near.pipeTo(target);
                                        target.pipeTo(near);
                                      }));
                })
            .listen(0, "localhost")
            .await(10, TimeUnit.SECONDS);
    VertxAsyncHttpClient client =
        trusting()
            .proxy(HttpProxy.of("localhost", proxy.actualPort()).withLogin("ann", "pass"))
            .build();
    Call call = Call.post(client, url, "through");
    assertThat(call.text()).isEqualTo("through");
    assertThat(version(call)).isEqualTo(HttpVersion.HTTP_2.name());
    assertThat(tunnels)
        .containsExactly("localhost:" + URI.create(url).getPort() + " Basic YW5uOnBhc3M=");
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    String url = serve(new HttpServerOptions()).replace("localhost", "127.0.0.2");
    assertThat(Call.post(trusting().build(), url, "x").failure()).isInstanceOf(SSLException.class);
  }

  @Test
  void aClientCertificateIsSentIfConfigured() throws Exception {
    String url =
        serve(
            new HttpServerOptions()
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(java.util.Set.of("TLSv1.2")));
    assertThat(Call.post(trusting().build(), url, "x").failure()).isInstanceOf(IOException.class);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keyStore(), PASSWORD.toCharArray());
    VertxAsyncHttpClient client =
        trusting()
            .option(SdkHttpConfigurationOption.TLS_KEY_MANAGERS_PROVIDER, factory::getKeyManagers)
            .build();
    assertThat(Call.post(client, url, "x").text()).isEqualTo("x");
  }
}
