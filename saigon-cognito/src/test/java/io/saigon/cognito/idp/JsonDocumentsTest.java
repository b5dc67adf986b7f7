package io.saigon.cognito.idp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.document.Document;

class JsonDocumentsTest {
  @Test
  void jsonComesBackAsItWas() {
    JsonObject json =
        new JsonObject()
            .put("text", "ä\"\\")
            .put("whole", 60_000L)
            .put("flag", true)
            .putNull("nothing")
            .put("list", new JsonArray().add("a").addNull().add(new JsonObject().put("b", 1L)))
            .put("object", new JsonObject().put("empty", new JsonArray()));
    assertThat(JsonDocuments.toJson(JsonDocuments.of(json)).encode()).isEqualTo(json.encode());
  }

  @Test
  void numbersAreWrittenWithoutExponents() {
    Document document =
        Document.mapBuilder().putNumber("timeout", "6E+4").putNumber("half", "0.5").build();
    assertThat(JsonDocuments.toJson(document).encode())
        .isEqualTo("{\"timeout\":60000,\"half\":0.5}");
  }
}
