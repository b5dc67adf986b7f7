package io.saigon.aws;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;

/** A server with the key store that AWS's conformance suite brings, which is for localhost. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
abstract class SecureIT {
  static final String PASSWORD = TestTls.PASSWORD;
  final Vertx vertx = Vertx.vertx();
  final AtomicInteger accepted = new AtomicInteger();
  final byte[] store = TestTls.store();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  String serve(HttpServerOptions options) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer(options.setSsl(true).setKeyCertOptions(jks()).setTrustOptions(jks()))
            .connectionHandler(ignored -> accepted.incrementAndGet())
            .requestHandler(
                request -> {
                  if (request.path().equals("/reset")) {
                    request.response().reset(2);
                    return;
                  }
                  request.pause();
                  request
                      .response()
                      .putHeader("X-Version", request.version().name())
                      .putHeader("X-Authority", request.authority().toString())
                      .putHeader("X-Seen", String.join(",", request.headers().getAll("x-sent")))
                      .setChunked(true);
                  request.pipeTo(request.response());
                })
            .listen(0, "0.0.0.0")
            .await(10, TimeUnit.SECONDS);
    return "https://localhost:" + server.actualPort() + "/";
  }

  JksOptions jks() {
    return TestTls.jks();
  }

  KeyStore keyStore() throws Exception {
    return TestTls.keyStore();
  }

  VertxAsyncHttpClient.Builder trusting() throws Exception {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(keyStore());
    return VertxAsyncHttpClient.builder(vertx)
        .option(SdkHttpConfigurationOption.TLS_TRUST_MANAGERS_PROVIDER, factory::getTrustManagers);
  }

  static String version(Call call) throws Exception {
    call.text();
    return call.headers.get().firstMatchingHeader("X-Version").orElseThrow();
  }
}
