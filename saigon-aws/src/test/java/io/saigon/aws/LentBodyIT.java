package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.tracing.VertxTracer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpMethod;

class LentBodyIT extends EngineIT {
  private final LentBody lent = new LentBody();

  @Test
  void chunksAreLentUntilTheyAreGivenBack() throws Exception {
    List<ByteBuffer> chunks = new ArrayList<>();
    LentReader reader = new LentReader(lent, chunk -> chunks.add(chunk));
    reader.call(client, url + "/large");
    Subscription subscription = reader.subscription.get(10, TimeUnit.SECONDS);
    subscription.request(2);
    await(() -> reader.received.get() == 2);
    assertThat(chunks).allMatch(ByteBuffer::isDirect).allMatch(lent::isLent);
    lent.giveBack(chunks.get(0));
    assertThat(lent.isLent(chunks.get(0))).isFalse();
    assertThat(lent.isLent(chunks.get(1))).isTrue();
    lent.giveBack(chunks.get(0));
    lent.giveBack(ByteBuffer.allocate(1));
    subscription.cancel();
    await(() -> open.get() == 0);
    assertThat(lent.isLent(chunks.get(1))).isTrue();
    lent.giveBack(chunks.get(1));
  }

  @Test
  void aSlowReaderHoldsTheServerBackAndGetsAll() throws Exception {
    LentReader reader = new LentReader(lent, lent::giveBack);
    Call call = reader.call(client, url + "/large");
    Subscription subscription = reader.subscription.get(10, TimeUnit.SECONDS);
    subscription.request(1);
    await(() -> reader.received.get() == 1);
    assertThat(sent.get()).isLessThan(LARGE / 2);
    subscription.request(Long.MAX_VALUE);
    call.result.get(10, TimeUnit.SECONDS);
    assertThat(reader.bytes).hasValue(LARGE);
    assertThat(reader.completed.getCount()).isZero();
  }

  @Test
  void chunksThatAreNeverGivenBackHoldNothingUp() throws Exception {
    LentReader reader = new LentReader(lent, chunk -> {});
    Call call = reader.call(client, url + "/large");
    reader.subscription.get(10, TimeUnit.SECONDS).request(Long.MAX_VALUE);
    call.result.get(10, TimeUnit.SECONDS);
    assertThat(reader.bytes).hasValue(LARGE);
  }

  @Test
  void whatASlowReaderHasYetToReadOutlivesItsConnection() throws Exception {
    int length = 36;
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
              peer.trickle("x".repeat(length));
            })) {
      LentReader reader = new LentReader(lent, lent::giveBack);
      Call call = reader.call(client, server.url());
      Subscription subscription = reader.subscription.get(10, TimeUnit.SECONDS);
      await(() -> server.open.get() == 0);
      subscription.request(Long.MAX_VALUE);
      call.result.get(10, TimeUnit.SECONDS);
      assertThat(reader.bytes).hasValue(length);
    }
  }

  @Test
  void theTextOfAnErrorIsNotLent() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.request();
              peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone").stall();
            })) {
      List<ByteBuffer> chunks = new ArrayList<>();
      LentReader reader = new LentReader(lent, chunks::add);
      Call call = reader.call(client, server.url());
      reader.subscription.get(10, TimeUnit.SECONDS).request(Long.MAX_VALUE);
      call.result.get(10, TimeUnit.SECONDS);
      assertThat(reader.bytes).hasValue(4);
      assertThat(chunks).noneMatch(ByteBuffer::isDirect).noneMatch(lent::isLent);
    }
  }

  @Test
  void itComesOnTheCallersContext() throws Exception {
    CompletableFuture<Context> seen = new CompletableFuture<>();
    onLoop(
        loop,
        () -> {
          Call call = new Call().lending(lent);
          return call.consumedBy(
                  stream ->
                      stream.subscribe(
                          new Collector(new AtomicInteger(), new CountDownLatch(1)) {
                            @Override
                            public void onNext(ByteBuffer chunk) {
                              lent.giveBack(chunk);
                              seen.complete(Vertx.currentContext());
                            }
                          }))
              .start(
                  client,
                  Call.request(SdkHttpMethod.GET, url + "/large").build(),
                  Call.content(new byte[0]));
        });
    assertThat(seen.get(10, TimeUnit.SECONDS)).isSameAs(loop);
  }

  @Test
  void moreCallsThanItHasConnectionsForAreMadeWithoutLending() throws Exception {
    List<Call> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(Call.lent(client, url + "/silent"));
    }
    await(() -> open.get() == 8);
    assertThat(lends(client, url + "/large")).isFalse();
    waiting.forEach(call -> call.result.cancel(true));
    await(() -> open.get() == 1);
    assertThat(lends(client, url + "/large")).isTrue();
  }

  @Test
  void aProxyIsNotPassedBy() throws Exception {
    String target = url + "/large";
    VertxAsyncHttpClient proxied =
        VertxAsyncHttpClient.builder(vertx)
            .proxy(HttpProxy.of("localhost", URI.create(url).getPort()))
            .build();
    assertThat(lends(proxied, target)).isFalse();
    VertxAsyncHttpClient direct =
        VertxAsyncHttpClient.builder(vertx)
            .proxy(HttpProxy.of("localhost", 1).withNonProxyHosts(Set.of("localhost")))
            .build();
    assertThat(lends(direct, target)).isTrue();
  }

  @Test
  void whatIsTracedIsNotPassedBy() throws Exception {
    Vertx traced = Vertx.builder().withTracer(options -> new VertxTracer<>() {}).build();
    try {
      assertThat(lends(VertxAsyncHttpClient.create(traced), url + "/large")).isFalse();
    } finally {
      traced.close().await(10, TimeUnit.SECONDS);
    }
  }

  private boolean lends(VertxAsyncHttpClient engine, String from) throws Exception {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    LentReader reader =
        new LentReader(
            lent,
            chunk -> {
              answer.complete(lent.isLent(chunk));
              lent.giveBack(chunk);
            });
    Call call = reader.call(engine, from);
    reader.subscription.get(10, TimeUnit.SECONDS).request(Long.MAX_VALUE);
    call.result.get(10, TimeUnit.SECONDS);
    assertThat(reader.bytes).hasValue(LARGE);
    return answer.join();
  }
}
