package io.saigon.api.vault;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecodingFailuresTest extends DecodingFixture {
  record Host(String name, int port) {}

  record Cluster(String user, @Nullable String note, List<Host> hosts, Map<String, Host> byRole) {}

  record Plain(String user, int port) {}

  record Renamed(@JsonProperty("user-name") String user) {}

  record Picky(String user) {
    Picky {
      if (user.equals("CANARY")) {
        throw new IllegalArgumentException("CANARY is not allowed");
      }
    }
  }

  static class Bean {
    public String user = "nobody";
    public int port = 1;
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
    assertThat(failure)
        .hasMessage(
            "Field hosts[1].port of secret k does not fit int; correct the secret or the model");
    assertThat(failure.field()).isEqualTo("hosts[1].port");
    assertThat(failure(Plain.class, "{\"user\":{\"x\":\"CANARY\"},\"port\":1}"))
        .hasMessage("Field user of secret k does not fit String; correct the secret or the model");
    assertThat(failure(Plain.class, "{\"user\":\"a\",\"port\":\"\"}"))
        .hasMessage("Field port of secret k does not fit int; correct the secret or the model");
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
  void malformedJsonIsReportedWithItsLocationAndWithoutItsContent() {
    assertThat(failure(Plain.class, "CANARY"))
        .hasMessageStartingWith("Secret k is not JSON (line 1, column ");
    assertThat(failure(Plain.class, "\"CANARY\""))
        .hasMessage("Secret k does not fit Plain; correct the secret or the model");
    assertThat(failure(Plain.class, "[]"))
        .hasMessage("Secret k does not fit Plain; correct the secret or the model");
    assertThat(failure(Plain.class, "")).hasMessage("Secret k is empty; store JSON for Plain");
    assertThat(failure(Plain.class, "null")).hasMessage("Secret k is null; store a value");
    assertThat(failure(Plain.class, "{\"user\":\"a\",\"port\":1} CANARY"))
        .hasMessageStartingWith("Secret k is not JSON (line 1, column ");
  }

  @Test
  void truncatedJsonIsReportedWithItsEnd() {
    assertThat(failure(Plain.class, "{\"user\":\"CANARY\""))
        .hasMessage(
            "Secret k ends before its JSON is complete (line 1, column 17); store all of it");
    assertThat(failure(Cluster.class, "{\"user\":\"a\",\n\"hosts\":[{\"name\":\"CANARY"))
        .hasMessageStartingWith("Secret k ends before its JSON is complete (line 2, column ");
    assertThat(failure(Cluster.class, "{\"user\":\"a\",\"hosts\":[{\"name\":\"b\",\"port\":1}"))
        .hasMessageStartingWith("Secret k ends before its JSON is complete");
  }

  @Test
  void jsonThatIsMalformedWithinAFieldIsReportedWithItsLocation() {
    SecretMappingException failure =
        failure(Cluster.class, "{\"user\":\"a\",\"hosts\":[{\"name\":CANARY}]}");
    assertThat(failure).hasMessageStartingWith("Secret k is not JSON (line 1, column ");
    assertThat(failure.field()).isNull();
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
  void valuesThatTheModelRefusesAreNotQuoted() {
    assertThat(failure(Picky.class, "{\"user\":\"CANARY\"}"))
        .hasMessage("Secret k was refused by the constructor of Picky");
  }
}
