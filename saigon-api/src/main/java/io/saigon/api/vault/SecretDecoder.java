package io.saigon.api.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saigon.api.codec.ModelCodec;
import io.saigon.api.json.ModelCodecs;
import io.saigon.api.json.ModelMapper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes secrets into models, with failures that name the field and never the value. */
final class SecretDecoder {
  /** More than any vault keeps, and little enough to parse where an event loop waits. */
  private static final int MAX_JSON = 1 << 20;

  private final boolean strict;
  private final ModelMapper models = new ModelMapper(SecretDecoder::refuseConversions);

  SecretDecoder(boolean strict) {
    this.strict = strict;
  }

  /** Decodes a value into a future that is complete, to be kept and shared. */
  Future<?> decoded(SecretValue value, Type model) {
    try {
      return Future.succeededFuture(decode(value, model));
    } catch (SecretMappingException e) {
      return Future.failedFuture(e);
    }
  }

  private Object decode(SecretValue value, Type model) {
    if (model == SecretValue.class) {
      return value;
    }
    if (model == Buffer.class) {
      return value.content();
    }
    String key = value.id().key();
    if (model == String.class) {
      return text(key, value.content());
    }
    refuseHuge(key, value.content().length());
    ModelCodec.Model other = ModelCodecs.find(model);
    if (other != null) {
      return decode(other, key, value.content().getBytes());
    }
    Object decoded;
    try {
      decoded = reader(type(model)).readValue(value.content().getBytes());
    } catch (IOException e) {
      throw MappingFailures.of(e, key, model, field -> key);
    }
    if (decoded == null) {
      throw new SecretMappingException(
          key, null, "Secret %s is null; store a value".formatted(key));
    }
    return decoded;
  }

  private Object decode(ModelCodec.Model model, String key, byte[] json) {
    try {
      // The rules for JSON are the same for all codecs.
      reader(type(JsonNode.class)).readValue(json);
    } catch (IOException e) {
      throw MappingFailures.of(e, key, JsonNode.class, field -> key);
    }
    try {
      return model.read(new String(json, StandardCharsets.UTF_8), strict);
    } catch (ModelCodec.MisfitException e) {
      throw MappingFailures.of(e, key, field -> key);
    }
  }

  private static void refuseHuge(String key, int length) {
    if (length > MAX_JSON) {
      throw new SecretMappingException(
          key,
          null,
          "Secret %s has more than %d bytes of JSON; split it, or read it as a Buffer"
              .formatted(key, MAX_JSON));
    }
  }

  private static String text(String key, Buffer content) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new SecretMappingException(
          key, null, "Secret %s is not text; read it as a Buffer".formatted(key));
    }
  }

  <T> T decode(AttributeMapping mapping, Map<String, String> texts, Class<T> model) {
    ModelCodec.Model other = ModelCodecs.find(model);
    if (other != null) {
      return model.cast(decode(mapping, texts, other));
    }
    JavaType type = type(model);
    try {
      ObjectNode tree = mapper().createObjectNode();
      mapping.extra().forEach((name, value) -> tree.set(name, mapper().valueToTree(value)));
      for (Map.Entry<String, String> text : texts.entrySet()) {
        String attribute = mapping.attribute(text.getKey());
        tree.set(attribute, node(type, text.getKey(), attribute, text.getValue()));
      }
      return reader(type).readValue(tree.traverse(mapper()));
    } catch (IOException e) {
      throw MappingFailures.of(e, mapping.describe(), model, mapping::keyOf);
    }
  }

  private Object decode(
      AttributeMapping mapping, Map<String, String> texts, ModelCodec.Model model) {
    ObjectNode tree = mapper().createObjectNode();
    mapping.extra().forEach((name, value) -> tree.set(name, mapper().valueToTree(value)));
    texts.forEach(
        (key, text) -> {
          String attribute = mapping.attribute(key);
          tree.set(
              attribute,
              model.isMadeOfParts(attribute)
                  ? json(key, attribute, text)
                  : mapper().getNodeFactory().textNode(text));
        });
    try {
      return model.read(tree.toString(), strict);
    } catch (ModelCodec.MisfitException e) {
      throw MappingFailures.of(e, mapping.describe(), mapping::keyOf);
    }
  }

  /** Text, which converts to any scalar; JSON where the attribute is made of parts. */
  private JsonNode node(JavaType model, String key, String attribute, String text) {
    JavaType wanted = attributeType(model, attribute);
    if (wanted == null || !madeOfParts(wanted, text)) {
      return mapper().getNodeFactory().textNode(text);
    }
    return json(key, attribute, text);
  }

  private JsonNode json(String key, String attribute, String text) {
    refuseHuge(key, text.length());
    try {
      return reader(mapper().constructType(JsonNode.class)).readValue(text);
    } catch (JsonProcessingException e) {
      throw MappingFailures.inAttribute(e, key, attribute);
    }
  }

  private @Nullable JavaType attributeType(JavaType model, String attribute) {
    return mapper().getDeserializationConfig().introspect(model).findProperties().stream()
        .filter(p -> p.getName().equals(attribute))
        .map(p -> p.getPrimaryType())
        .findFirst()
        .orElse(null);
  }

  private static boolean madeOfParts(JavaType type, String text) {
    boolean json = text.startsWith("{") || text.startsWith("[");
    return json
        && !type.isTypeOrSubTypeOf(CharSequence.class)
        && !type.hasRawClass(Object.class)
        && !type.hasRawClass(char[].class);
  }

  private JavaType type(Type model) {
    return mapper().constructType(model);
  }

  private ObjectReader reader(JavaType type) {
    ObjectReader reader =
        mapper()
            .readerFor(type)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    return strict
        ? reader.with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        : reader.without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  private ObjectMapper mapper() {
    return models.current();
  }

  private static void refuseConversions(ObjectMapper mapper) {
    mapper
        .coercionConfigDefaults()
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }
}
