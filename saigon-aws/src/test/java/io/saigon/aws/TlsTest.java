package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JksOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.Http2Metric;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.metrics.MetricCollector;

/** The key store is the one that AWS's conformance suite brings; it is for localhost. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class TlsTest {
  private static final String PASSWORD = "changeit";
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger accepted = new AtomicInteger();
  private byte[] store;

  @BeforeEach
  void load() throws Exception {
    try (InputStream in = ClassLoader.getSystemResourceAsStream("selfSigned.jks")) {
      store = in.readAllBytes();
    }
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private String serve(HttpServerOptions options) throws Exception {
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

  private JksOptions jks() {
    return new JksOptions().setValue(Buffer.buffer(store)).setPassword(PASSWORD);
  }

  private KeyStore keyStore() throws Exception {
    KeyStore keys = KeyStore.getInstance("jks");
    keys.load(new ByteArrayInputStream(store), PASSWORD.toCharArray());
    return keys;
  }

  private VertxAsyncHttpClient.Builder trusting() throws Exception {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(keyStore());
    return VertxAsyncHttpClient.builder(vertx)
        .option(SdkHttpConfigurationOption.TLS_TRUST_MANAGERS_PROVIDER, factory::getTrustManagers);
  }

  private static String version(Call call) throws Exception {
    call.text();
    return call.headers.get().firstMatchingHeader("X-Version").orElseThrow();
  }

  @Test
  void http2IsUsedWhereTheServerOffersIt() throws Exception {
    String url = serve(new HttpServerOptions().setUseAlpn(true));
    VertxAsyncHttpClient client = trusting().build();
    Call call =
        new Call()
            .start(
                client,
                Call.request(SdkHttpMethod.PUT, url)
                    .putHeader("Host", "virtual.example:99")
                    .putHeader("X-Sent", java.util.List.of("a", "b"))
                    .build(),
                Call.content("hello".getBytes()));
    assertThat(call.text()).isEqualTo("hello");
    assertThat(version(call)).isEqualTo(HttpVersion.HTTP_2.name());
    assertThat(call.headers.get().firstMatchingHeader("X-Authority"))
        .contains("virtual.example:99");
    assertThat(call.headers.get().firstMatchingHeader("X-Seen")).contains("a,b");
  }

  @Test
  void largeBodiesPassHttp2BothWays() throws Exception {
    String url = serve(new HttpServerOptions().setUseAlpn(true));
    byte[] body = new byte[8 * 1024 * 1024];
    Arrays.fill(body, (byte) 'x');
    Call call =
        new Call()
            .start(
                trusting().build(),
                Call.request(SdkHttpMethod.PUT, url).build(),
                Call.content(body));
    assertThat(call.text()).hasSize(body.length);
    assertThat(version(call)).isEqualTo(HttpVersion.HTTP_2.name());
  }

  @Test
  void anHttp2CallCanTalkBothWaysAtOnce() throws Exception {
    String url = serve(new HttpServerOptions().setUseAlpn(true));
    List<String> heard = new CopyOnWriteArrayList<>();
    AtomicReference<Subscriber<? super ByteBuffer>> upload = new AtomicReference<>();
    Call call =
        new Call()
            .consumedBy(
                stream ->
                    stream.subscribe(
                        new Subscriber<>() {
                          @Override
                          public void onSubscribe(Subscription subscription) {
                            subscription.request(Long.MAX_VALUE);
                          }

                          @Override
                          public void onNext(ByteBuffer chunk) {
                            byte[] copy = new byte[chunk.remaining()];
                            chunk.get(copy);
                            heard.add(new String(copy));
                            if (heard.size() == 1) {
                              upload.get().onNext(ByteBuffer.wrap("two".getBytes()));
                            } else {
                              upload.get().onComplete();
                            }
                          }

                          @Override
                          public void onError(Throwable failure) {}

                          @Override
                          public void onComplete() {}
                        }))
            .start(
                trusting().build(),
                Call.request(SdkHttpMethod.POST, url).build(),
                new SdkHttpContentPublisher() {
                  @Override
                  public Optional<Long> contentLength() {
                    return Optional.empty();
                  }

                  @Override
                  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
                    upload.set(subscriber);
                    subscriber.onSubscribe(
                        new Subscription() {
                          @Override
                          public void request(long n) {}

                          @Override
                          public void cancel() {}
                        });
                    subscriber.onNext(ByteBuffer.wrap("one".getBytes()));
                  }
                });
    call.result.get(20, TimeUnit.SECONDS);
    assertThat(heard).containsExactly("one", "two");
  }

  @Test
  void metricsTellAboutHttp2Streams() throws Exception {
    String url = serve(new HttpServerOptions().setUseAlpn(true));
    MetricCollector metrics = MetricCollector.create("test");
    new Call()
        .start(
            trusting().build(),
            Call.request(SdkHttpMethod.GET, url).build(),
            Call.content(new byte[0]),
            metrics)
        .text();
    var told = metrics.collect();
    assertThat(told.metricValues(Http2Metric.LOCAL_STREAM_WINDOW_SIZE_IN_BYTES))
        .containsExactly(1024 * 1024);
    assertThat(told.metricValues(Http2Metric.REMOTE_STREAM_WINDOW_SIZE_IN_BYTES))
        .containsExactly(65535);
  }

  @Test
  void http1IsUsedWhereTheServerOffersNoOther() throws Exception {
    String url = serve(new HttpServerOptions().setUseAlpn(false));
    assertThat(version(Call.post(trusting().build(), url, "x")))
        .isEqualTo(HttpVersion.HTTP_1_1.name());
  }

  @Test
  void http1IsUsedWhereItIsChosen() throws Exception {
    String url = serve(new HttpServerOptions().setUseAlpn(true));
    VertxAsyncHttpClient client =
        trusting().option(SdkHttpConfigurationOption.PROTOCOL, Protocol.HTTP1_1).build();
    assertThat(version(Call.post(client, url, "x"))).isEqualTo(HttpVersion.HTTP_1_1.name());
  }

  @Test
  void anHttp2StreamThatTheServerResetsIsARetryableFailure() throws Exception {
    String url = serve(new HttpServerOptions().setUseAlpn(true));
    VertxAsyncHttpClient client = trusting().build();
    assertThat(Call.post(client, url + "reset", "x").failure())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("HTTP/2 error 2");
    assertThat(Call.post(client, url, "x").text()).isEqualTo("x");
    assertThat(accepted).hasValue(1);
  }

  @Test
  void aCertificateThatTheJvmDoesNotTrustIsRefused() throws Exception {
    String url = serve(new HttpServerOptions());
    assertThat(Call.post(VertxAsyncHttpClient.create(vertx), url, "x").failure())
        .isInstanceOf(SSLException.class)
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatTheJvmsTrustStoreHoldsIsTrusted(@TempDir Path directory) throws Exception {
    String url = serve(new HttpServerOptions());
    Path trusted = Files.write(directory.resolve("trust.jks"), store);
    System.setProperty("javax.net.ssl.trustStore", trusted.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    try {
      assertThat(Call.post(VertxAsyncHttpClient.create(vertx), url, "x").text()).isEqualTo("x");
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
  void aClientCertificateIsShownWhereOneIsSet() throws Exception {
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
