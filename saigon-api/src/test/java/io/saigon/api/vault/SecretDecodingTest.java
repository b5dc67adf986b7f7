package io.saigon.api.vault;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(VertxExtension.class)
class SecretDecodingTest {
  enum Color {
    RED,
    BLUE
  }

  record Host(String name, int port) {}

  record Cluster(String user, @Nullable String note, List<Host> hosts, Map<String, Host> byRole) {}

  record Plain(String user, int port) {}

  record Renamed(@JsonProperty("user-name") String user) {}

  record Scalars(int i, boolean b, BigDecimal d, Color color, Instant at, List<Integer> list) {}

  record Picky(String user) {
    Picky {
      if (user.equals("CANARY")) {
        throw new IllegalArgumentException("CANARY is not allowed");
      }
    }
  }

  /** As Kotlin compiles a data class, of which Jackson knows no parameter's name. */
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

  static class Bean {
    public String user = "nobody";
    public int port = 1;
  }

  private final FakeStore store = new FakeStore();
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    vault = SecretVault.create(vertx, "v", store);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private <T> T read(Class<T> model, String content) {
    store.put("k", content, "1");
    vault.invalidate("k");
    return get(vault.secret(model, "k"));
  }

  private SecretMappingException failure(Class<?> model, String content) {
    SecretMappingException failure =
        catchThrowableOfType(SecretMappingException.class, () -> read(model, content));
    assertThat(failure).as("failure of " + content).isNotNull();
    assertThat(failure.getCause()).isNull();
    assertThat(failure.toString()).doesNotContain("CANARY");
    return failure;
  }

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
  void aMissingComponentNamesKeyAndField() {
    SecretMappingException failure = failure(Plain.class, "{\"port\":1}");
    assertThat(failure).hasMessage("Field user of secret k is missing; Plain needs it");
    assertThat(failure.key()).isEqualTo("k");
    assertThat(failure.field()).isEqualTo("user");
    assertThat(failure(Plain.class, "{\"user\":\"CANARY\"}"))
        .hasMessage("Field port of secret k is missing; Plain needs it");
    assertThat(failure(Renamed.class, "{}"))
        .hasMessage("Field user-name of secret k is missing; Renamed needs it");
  }

  @Test
  void aComponentThatIsNullThoughItMayNotBeNamesKeyAndField() {
    assertThat(failure(Plain.class, "{\"user\":null,\"port\":1}"))
        .hasMessage("Field user of secret k is null; Plain needs a value");
    assertThat(failure(Plain.class, "{\"user\":\"CANARY\",\"port\":null}"))
        .hasMessage("Field port of secret k is null; Plain needs a value");
    assertThat(failure(Bean.class, "{\"port\":null}"))
        .hasMessage("Field port of secret k is null; Bean needs a value");
  }

  @Test
  void aWrongTypeNamesItsPath() {
    SecretMappingException failure =
        failure(
            Cluster.class,
            "{\"user\":\"a\",\"hosts\":[{\"name\":\"a\",\"port\":1},{\"name\":\"b\",\"port\":\"CANARY\"}],\"byRole\":{}}");
    assertThat(failure).hasMessage("Field hosts[1].port of secret k does not fit int");
    assertThat(failure.field()).isEqualTo("hosts[1].port");
    assertThat(failure(Plain.class, "{\"user\":{\"x\":\"CANARY\"},\"port\":1}"))
        .hasMessage("Field user of secret k does not fit String");
    assertThat(failure(Plain.class, "{\"user\":\"a\",\"port\":\"\"}"))
        .hasMessage("Field port of secret k does not fit int");
  }

  @Test
  void aNestedMissingFieldNamesItsPath() {
    assertThat(
            failure(
                Cluster.class,
                "{\"user\":\"a\",\"hosts\":[],\"byRole\":{\"rw\":{\"name\":\"CANARY\"}}}"))
        .hasMessage("Field byRole.rw.port of secret k is missing; Cluster needs it");
  }

  @Test
  void whatIsNotJsonSaysWhereAndNotWhat() {
    assertThat(failure(Plain.class, "CANARY"))
        .hasMessageStartingWith("Secret k is not JSON (line 1, column ");
    assertThat(failure(Plain.class, "\"CANARY\"")).hasMessage("Secret k does not fit Plain");
    assertThat(failure(Plain.class, "[]")).hasMessage("Secret k does not fit Plain");
    assertThat(failure(Plain.class, "")).hasMessage("Secret k is empty; store JSON for Plain");
    assertThat(failure(Plain.class, "null")).hasMessage("Secret k is null; store a value");
    assertThat(failure(Plain.class, "{\"user\":\"a\",\"port\":1} CANARY"))
        .hasMessageStartingWith("Secret k is not JSON (line 1, column ");
  }

  @Test
  void jsonThatIsCutSaysWhereItEnds() {
    assertThat(failure(Plain.class, "{\"user\":\"CANARY\""))
        .hasMessage(
            "Secret k ends before its JSON is complete (line 1, column 17); store all of it");
    assertThat(failure(Cluster.class, "{\"user\":\"a\",\n\"hosts\":[{\"name\":\"CANARY"))
        .hasMessageStartingWith("Secret k ends before its JSON is complete (line 2, column ");
    assertThat(failure(Cluster.class, "{\"user\":\"a\",\"hosts\":[{\"name\":\"b\",\"port\":1}"))
        .hasMessageStartingWith("Secret k ends before its JSON is complete");
  }

  @Test
  void jsonThatIsBrokenWithinAFieldSaysWhere() {
    SecretMappingException failure =
        failure(Cluster.class, "{\"user\":\"a\",\"hosts\":[{\"name\":CANARY}]}");
    assertThat(failure).hasMessageStartingWith("Secret k is not JSON (line 1, column ");
    assertThat(failure.field()).isNull();
  }

  @Test
  void aKotlinClassThatNeedsItsModuleSaysHowToRegisterIt() {
    assertThat(failure(Key.class, "{\"id\":\"CANARY\"}"))
        .hasMessage(
            "Secret k can't be read as Key, a Kotlin class, without KotlinModule; add jackson-module-kotlin and call DatabindCodec.mapper().registerModule(new KotlinModule.Builder().build()) before the first read");
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
  void aFieldThatAppearsTwiceIsRefused() {
    SecretMappingException failure =
        failure(Plain.class, "{\"user\":\"a\",\"port\":1,\"user\":\"CANARY\"}");
    assertThat(failure).hasMessage("Field user of secret k appears twice");
    assertThat(failure.field()).isEqualTo("user");
  }

  @Test
  void jsonThatIsNestedTooDeeplyIsRefused() {
    assertThat(failure(Object.class, "[".repeat(5_000) + "]".repeat(5_000)))
        .hasMessage("Secret k is too large or nested too deeply to be read");
  }

  @Test
  void jsonOfAsMuchAsVaultsKeepIsRead() {
    String note = "x".repeat(65_536 - 40);
    assertThat(read(Host.class, "{\"name\":\"" + note + "\",\"port\":1}"))
        .isEqualTo(new Host(note, 1));
    String fields =
        IntStream.range(0, 5_000).mapToObj(i -> "\"f" + i + "\":1").collect(joining(",", "{", "}"));
    assertThat(read(Map.class, fields)).hasSize(5_000);
  }

  @ParameterizedTest
  @MethodSource("hugeJson")
  void hugeJsonIsRefusedAndNamesItsKey(String json, String message) {
    SecretMappingException failure = failure(Host.class, json);
    assertThat(failure).hasMessage(message);
    assertThat(failure.key()).isEqualTo("k");
  }

  static Stream<Arguments> hugeJson() {
    String large = "Secret k is too large or nested too deeply to be read";
    return Stream.of(
        Arguments.of(
            "{\"name\":\"CANARY" + "x".repeat(1 << 20) + "\",\"port\":1}",
            "Secret k has more than 1048576 bytes of JSON; split it, or read it as a Buffer"),
        Arguments.of("{\"name\":\"CANARY\",\"port\":" + "7".repeat(1_001) + "}", large),
        Arguments.of("{\"name\":\"CANARY\",\"" + "n".repeat(50_001) + "\":1}", large),
        Arguments.of(
            "{\"name\":\"CANARY\",\"more\":" + "[".repeat(1_001) + "]".repeat(1_001) + "}", large));
  }

  @Test
  void whatTheModelItselfRefusesIsNotQuoted() {
    assertThat(failure(Picky.class, "{\"user\":\"CANARY\"}"))
        .hasMessage("Secret k was refused by the constructor of Picky");
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
