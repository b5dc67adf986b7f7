package io.saigon.cognito.idp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.document.DocumentVisitor;

/** Conversion between JSON and the documents of the AWS SDK, whose own text is no JSON. */
final class JsonDocuments {
  private static final DocumentVisitor<@Nullable Object> TO_JSON =
      new DocumentVisitor<>() {
        @Override
        public @Nullable Object visitNull() {
          return null;
        }

        @Override
        public Object visitBoolean(Boolean value) {
          return value;
        }

        @Override
        public Object visitString(String value) {
          return value;
        }

        @Override
        public Object visitNumber(SdkNumber value) {
          BigDecimal number = value.bigDecimalValue();
          // A browser's time-out is a whole number; 6E+4 is none for every reader.
          return number.stripTrailingZeros().scale() <= 0 ? number.longValue() : number;
        }

        @Override
        public Object visitMap(Map<String, Document> members) {
          return object(members);
        }

        @Override
        public Object visitList(List<Document> items) {
          JsonArray array = new JsonArray();
          items.forEach(item -> array.add(item.accept(this)));
          return array;
        }
      };

  private JsonDocuments() {}

  static JsonObject toJson(Document document) {
    return object(document.asMap());
  }

  private static JsonObject object(Map<String, Document> members) {
    JsonObject object = new JsonObject();
    members.forEach((name, value) -> object.put(name, value.accept(TO_JSON)));
    return object;
  }

  static Document of(@Nullable Object json) {
    if (json == null) {
      return Document.fromNull();
    }
    if (json instanceof JsonObject object) {
      Document.MapBuilder map = Document.mapBuilder();
      object.fieldNames().forEach(name -> map.putDocument(name, of(object.getValue(name))));
      return map.build();
    }
    if (json instanceof JsonArray array) {
      Document.ListBuilder list = Document.listBuilder();
      for (int i = 0; i < array.size(); i++) {
        list.addDocument(of(array.getValue(i)));
      }
      return list.build();
    }
    if (json instanceof Boolean flag) {
      return Document.fromBoolean(flag);
    }
    return json instanceof Number number
        ? Document.fromNumber(new BigDecimal(number.toString()))
        : Document.fromString(json.toString());
  }
}
