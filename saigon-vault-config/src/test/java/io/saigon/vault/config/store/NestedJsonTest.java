package io.saigon.vault.config.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "007",
        "+1",
        "-0",
        "1.0",
        "1e3",
        " 1",
        "True",
        "null",
        "99999999999999999999",
        "{a}",
        "[1",
        "12,13",
        "s3cret"
      })
  void aTextThatIsNotWrittenAsAValueStaysAsItIs(String text) {
    assertThat(NestedJson.value(text, true)).isEqualTo(text);
  }

  @Test
  void textsBecomeTheValuesThatTheyAreWrittenAs() {
    assertThat(NestedJson.value("10", true)).isEqualTo(10);
    assertThat(NestedJson.value("-3", true)).isEqualTo(-3);
    assertThat(NestedJson.value("10000000000", true)).isEqualTo(10_000_000_000L);
    assertThat(NestedJson.value("true", true)).isEqualTo(true);
    assertThat(NestedJson.value("true", false)).isEqualTo("true");
    assertThat(NestedJson.value("{\"a\":1}", false)).isEqualTo(new JsonObject().put("a", 1));
    assertThat(NestedJson.value("[1]", false)).isEqualTo(new JsonArray().add(1));
  }

  @Test
  void aDotNestsAndNoPathReplacesAnother() {
    JsonObject root = new JsonObject();
    assertThat(NestedJson.put(root, "a.b.c", 1)).isTrue();
    assertThat(NestedJson.put(root, "a.d", 2)).isTrue();
    assertThat(NestedJson.put(root, "a.b", 3)).isFalse();
    assertThat(NestedJson.put(root, "a.d.e", 4)).isFalse();
    assertThat(root).isEqualTo(new JsonObject("{\"a\":{\"b\":{\"c\":1},\"d\":2}}"));
  }
}
