package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class GenericModelsTest {
  record Key(String id) {}

  record Rotated<T>(T current, List<T> former) {}

  private static final String RAW =
      "io.saigon.api.vault.GenericModelsTest$Rotated has type parameters, which its class does not"
          + " give; pass new TypeReference<Rotated<…>>() {} in its place";

  private final FakeStore store = new FakeStore();
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    store.put("keys", "{\"current\":{\"id\":\"b\"},\"former\":[{\"id\":\"a\"}]}", "1");
    vault = SecretVault.create(vertx, "v", store);
  }

  @Test
  void aHandleOnAGenericModelHasItsElements() {
    SecretRef<Rotated<Key>> ref = get(vault.ref(new TypeReference<Rotated<Key>>() {}, "keys"));
    assertThat(ref.current()).isEqualTo(new Rotated<>(new Key("b"), List.of(new Key("a"))));
    ref.close();
  }

  @Test
  void aGenericClassWithoutItsArgumentsIsRefusedWithTheCallToMake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vault.ref(Rotated.class, "keys"))
        .withMessage(RAW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vault.secret(Rotated.class, "keys"))
        .withMessage(RAW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vault.secret(Rotated.class, SecretId.of("keys")))
        .withMessage(RAW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vault.secrets(Rotated.class, List.of("keys")))
        .withMessage(RAW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vault.secretMapping(Rotated.class, Map.of("keys", "current"), Map.of()))
        .withMessage(RAW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vault.ref(Rotated[].class, "keys"))
        .withMessage(RAW);
  }

  @Test
  void aTypeVariableIsRefusedWhereItIsNotKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> this.<Key>open("keys"))
        .withMessage(
            "io.saigon.api.vault.GenericModelsTest$Rotated<T> has a type variable, which is not"
                + " known at run time; make the TypeReference where the type is known, and pass it"
                + " on");
    assertThatIllegalArgumentException().isThrownBy(() -> this.<Key>openArrays("keys"));
  }

  private <T> Future<SecretRef<Rotated<T>>> open(String key) {
    return vault.ref(new TypeReference<Rotated<T>>() {}, key);
  }

  private <T> Future<SecretRef<List<? extends T[]>>> openArrays(String key) {
    return vault.ref(new TypeReference<List<? extends T[]>>() {}, key);
  }

  @Test
  void theJdksOwnCollectionsMayBeRaw() {
    assertThat(get(vault.secret(Map.class, "keys"))).containsKeys("current", "former");
  }
}
