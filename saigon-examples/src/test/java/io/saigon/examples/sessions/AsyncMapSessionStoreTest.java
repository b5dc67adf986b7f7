package io.saigon.examples.sessions;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.SessionStore;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncMapSessionStoreTest {
  private static final Buffer ONE = Buffer.buffer("one");
  private static final Buffer TWO = Buffer.buffer("two");

  private final Vertx vertx = Vertx.vertx();
  private final SessionStore store = await(AsyncMapSessionStore.create(vertx));

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void aValueIsWrittenOnlyInPlaceOfTheExpectedOne() {
    assertThat(await(store.compareAndSet("key", ONE, TWO))).isFalse();
    assertThat(await(store.compareAndSet("key", null, ONE))).isTrue();
    assertThat(await(store.compareAndSet("key", null, TWO))).isFalse();
    assertThat(await(store.compareAndSet("key", TWO, ONE))).isFalse();
    assertThat(await(store.get("key"))).isEqualTo(ONE);
    assertThat(await(store.compareAndSet("key", Buffer.buffer("one"), TWO))).isTrue();
    assertThat(await(store.get("key"))).isEqualTo(TWO);
  }

  @Test
  void aValueIsRemovedOnlyIfItIsTheExpectedOne() {
    await(store.compareAndSet("key", null, ONE));
    assertThat(await(store.compareAndSet("key", TWO, null))).isFalse();
    assertThat(await(store.compareAndSet("key", null, null))).isFalse();
    assertThat(await(store.compareAndSet("key", ONE, null))).isTrue();
    assertThat(await(store.get("key"))).isNull();
    assertThat(await(store.compareAndSet("key", null, null))).isTrue();
  }
}
