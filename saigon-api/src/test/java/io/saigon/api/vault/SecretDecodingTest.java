package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.jackson.DatabindCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecretDecodingTest extends DecodingFixture {
  enum Color {
    RED,
    BLUE
  }

  record Host(String name, int port) {}

  record Cluster(String user, @Nullable String note, List<Host> hosts, Map<String, Host> byRole) {}

  record Plain(String user, int port) {}

  record Scalars(int i, boolean b, BigDecimal d, Color color, Instant at, List<Integer> list) {}

  /** A class as Kotlin compiles a data class, without parameter names for Jackson. */
  @kotlin.Metadata
  static final class Key {
    final String id;

    Key(String id) {
      this.id = id;
    }
  }

  @kotlin.Metadata
  static final class Pair {
    Pair(String id, Key key) {}
  }

  record Registered(String user) {}

  @Test
  void nestedModelsListsAndMapsAreRead() {
    Cluster cluster =
        read(
            Cluster.class,
            "{\"user\":\"漢é\",\"hosts\":[{\"name\":\"a\",\"port\":1}],\"byRole\":{\"rw\":{\"name\":\"b\",\"port\":2}}}");
    assertThat(cluster)
        .isEqualTo(
            new Cluster("漢é", null, List.of(new Host("a", 1)), Map.of("rw", new Host("b", 2))));
  }

  @Test
  void aFieldThatTheModelDoesNotKnowIsIgnored() {
    assertThat(read(Plain.class, "{\"user\":\"a\",\"port\":1,\"more\":{\"x\":1}}"))
        .isEqualTo(new Plain("a", 1));
  }

  @Test
  void aStrictVaultRefusesAFieldThatTheModelDoesNotKnow(Vertx vertx) {
    vault = SecretVault.create(vertx, "v", store, SecretVaultOptions.defaults().withStrict(true));
    SecretMappingException failure =
        failure(Plain.class, "{\"user\":\"a\",\"port\":1,\"more\":\"CANARY\"}");
    assertThat(failure).hasMessage("Field more of secret k is not known to Plain");
  }

  @Test
  void aKotlinClassWithoutItsModuleFailsWithAdvice() {
    assertThat(failure(Key.class, "{\"id\":\"CANARY\"}"))
        .hasMessage(
            "Secret k can't be read as Key, a Kotlin class, without KotlinModule; add com.fasterxml.jackson.module:jackson-module-kotlin and call DatabindCodec.mapper().registerModule(new KotlinModule.Builder().build()) before the first read");
    assertThat(failure(Pair.class, "{\"id\":\"CANARY\"}"))
        .hasMessageStartingWith("Secret k can't be read as Pair, a Kotlin class, without");
  }

  @Test
  void aModuleThatIsRegisteredAfterTheFirstReadApplies() {
    assertThat(read(Registered.class, "{\"user\":\"a\"}")).isEqualTo(new Registered("a"));
    SimpleModule module = new SimpleModule("SecretDecodingTest");
    module.addDeserializer(
        Registered.class,
        new JsonDeserializer<>() {
          @Override
          public Registered deserialize(JsonParser parser, DeserializationContext context)
              throws IOException {
            parser.skipChildren();
            return new Registered("by the module");
          }
        });
    DatabindCodec.mapper().registerModule(module);
    assertThat(read(Registered.class, "{\"user\":\"a\"}"))
        .isEqualTo(new Registered("by the module"));
  }

  @Test
  void aGenericTypeIsReadAloneAmongOthersAndThroughAHandle() {
    TypeReference<List<Host>> hosts = new TypeReference<>() {};
    List<Host> expected = List.of(new Host("a", 1));
    store.put("k", "[{\"name\":\"a\",\"port\":1}]", "1").put("l", "[]", "1");
    assertThat(get(vault.secret(hosts, "k"))).isEqualTo(expected);
    assertThat(get(vault.secret(hosts, SecretId.of("k")))).isEqualTo(expected);
    assertThat(get(vault.secrets(hosts, List.of("k", "l"))))
        .isEqualTo(Map.of("k", expected, "l", List.of()));
    SecretRef<List<Host>> ref = get(vault.ref(hosts, "k"));
    assertThat(ref.current()).isEqualTo(expected);
    assertThat(ref.toString()).contains("Host");
    store.put("k", "[{\"name\":\"b\",\"port\":2}]", "2");
    get(vault.refresh("k"));
    assertThat(ref.current()).isEqualTo(List.of(new Host("b", 2)));
  }

  @Test
  void aChainReadsGenericTypesToo(Vertx vertx) {
    TypeReference<List<Host>> hosts = new TypeReference<>() {};
    store.put("k", "[{\"name\":\"a\",\"port\":1}]", "1");
    SecretVault chain = SecretVault.chain(vertx, vault);
    List<Host> expected = List.of(new Host("a", 1));
    assertThat(get(chain.secret(hosts, "k"))).isEqualTo(expected);
    assertThat(get(chain.secret(hosts, SecretId.of("k")))).isEqualTo(expected);
    assertThat(get(chain.secrets(hosts, List.of("k")))).isEqualTo(Map.of("k", expected));
    assertThat(get(chain.ref(hosts, "k")).current()).isEqualTo(expected);
  }

  @Test
  void aNullKeyIsNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> vault.secret(String.class, (String) null))
        .withMessage("key");
    assertThatNullPointerException()
        .isThrownBy(() -> vault.secret(String.class, (SecretId) null))
        .withMessage("id");
  }

  @Test
  void bytesAreReadAsTheyAreAndAreNotText() {
    store.put("k", Buffer.buffer(new byte[] {(byte) 0xff, 0, 1}));
    assertThat(get(vault.secret(Buffer.class, "k")).getBytes()).containsExactly((byte) 0xff, 0, 1);
    assertThat(
            catchThrowableOfType(SecretMappingException.class, () -> get(vault.secretString("k"))))
        .hasMessage("Secret k is not text; read it as a Buffer");
  }

  @Test
  void genericTypesAndScalarsAreRead() {
    assertThat(read(Integer.class, "42")).isEqualTo(42);
    assertThat(read(JsonArray.class, "[1]")).isEqualTo(new JsonArray().add(1));
    assertThat(read(String.class, "x".repeat(65_536))).hasSize(65_536);
  }

  @Test
  void textOfSeveralSecretsConvertsToTheAttributesTypes() {
    store
        .put("/i", "42", "1")
        .put("/b", "true", "1")
        .put("/d", "1.50", "1")
        .put("/c", "BLUE", "1")
        .put("/at", "2026-01-02T03:04:05Z", "1")
        .put("/list", "[1,2]", "1");
    assertThat(
            get(
                vault.secretMapping(
                    Scalars.class,
                    Map.of("/i", "i", "/b", "b", "/d", "d", "/at", "at", "/list", "list"),
                    Map.of("color", Color.RED))))
        .isEqualTo(
            new Scalars(
                42,
                true,
                new BigDecimal("1.50"),
                Color.RED,
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of(1, 2)));
  }

  @Test
  void anAttributeThatDoesNotConvertNamesItsSecret() {
    store.put("/i", "CANARY", "1").put("/user", "a", "1");
    SecretMappingException failure =
        catchThrowableOfType(
            SecretMappingException.class,
            () ->
                get(
                    vault.secretMapping(
                        Plain.class, Map.of("/user", "user", "/i", "port"), Map.of())));
    assertThat(failure.key()).isEqualTo("/i");
    assertThat(failure.field()).isEqualTo("port");
    assertThat(failure.getMessage()).contains("Field port").doesNotContain("CANARY");
  }
}
