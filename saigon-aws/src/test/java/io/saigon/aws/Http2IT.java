package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.Http2Metric;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.metrics.MetricCollector;

class Http2IT extends SecureIT {
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
    byte[] body = new byte[2 * 1024 * 1024];
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
  void anHttp2CallIsFullDuplex() throws Exception {
    String url = serve(new HttpServerOptions().setUseAlpn(true));
    List<String> received = new CopyOnWriteArrayList<>();
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
                            received.add(new String(copy));
                            if (received.size() == 1) {
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
    assertThat(received).containsExactly("one", "two");
  }

  @Test
  void metricsReportHttp2Streams() throws Exception {
    String url =
        serve(
            new HttpServerOptions()
                .setUseAlpn(true)
                .setInitialSettings(new Http2Settings().setInitialWindowSize(70_000)));
    MetricCollector metrics = MetricCollector.create("test");
    new Call()
        .start(
            trusting().build(),
            Call.request(SdkHttpMethod.GET, url).build(),
            Call.content(new byte[0]),
            metrics)
        .text();
    var collected = metrics.collect();
    assertThat(collected.metricValues(Http2Metric.LOCAL_STREAM_WINDOW_SIZE_IN_BYTES))
        .containsExactly(1024 * 1024);
    assertThat(collected.metricValues(Http2Metric.REMOTE_STREAM_WINDOW_SIZE_IN_BYTES))
        .containsExactly(70_000);
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
}
