package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads secrets of a given content. */
@ExtendWith(VertxExtension.class)
abstract class DecodingFixture {
  final FakeStore store = new FakeStore();
  SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    vault = SecretVault.create(vertx, "v", store);
  }

  <T> T read(Class<T> model, String content) {
    store.put("k", content, "1");
    vault.invalidate("k");
    return get(vault.secret(model, "k"));
  }

  SecretMappingException failure(Class<?> model, String content) {
    SecretMappingException failure =
        catchThrowableOfType(SecretMappingException.class, () -> read(model, content));
    assertThat(failure).as("failure of " + content).isNotNull();
    assertThat(failure.getCause()).isNull();
    assertThat(failure.toString()).doesNotContain("CANARY");
    return failure;
  }
}
