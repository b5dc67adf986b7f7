package io.saigon.rest.vertx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.saigon.api.codec.ModelCodec;
import io.saigon.api.json.FieldPath;
import io.saigon.api.json.KotlinModels;
import io.saigon.api.json.ModelCodecs;
import io.saigon.api.json.ModelMapper;
import io.saigon.api.rest.ResponseMappingException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.jackson.DatabindCodec;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Encoding and decoding of bodies by the mapper that the application configured for Vert.x. */
final class RestBodies {
  private static final ModelMapper MODELS = new ModelMapper(mapper -> {});

  private RestBodies() {}

  static Buffer encode(Object value) {
    if (value instanceof Collection<?> values && values.stream().allMatch(RestBodies::isOther)) {
      // The elements' type is erased, so each is written by the codec of its class.
      return Buffer.buffer(
          values.stream()
              .map(each -> encode(each).toString())
              .collect(Collectors.joining(",", "[", "]")));
    }
    ModelCodec.Model other = ModelCodecs.find(value.getClass());
    if (other != null) {
      return encode(other, value);
    }
    try {
      return Buffer.buffer(DatabindCodec.mapper().writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      // Without the cause, which quotes values.
      throw new IllegalArgumentException(
          "A " + value.getClass().getName() + " cannot be written as JSON: " + where(e));
    }
  }

  private static boolean isOther(@Nullable Object value) {
    return value != null && ModelCodecs.find(value.getClass()) != null;
  }

  private static Buffer encode(ModelCodec.Model model, Object value) {
    try {
      return Buffer.buffer(model.write(value));
    } catch (ModelCodec.MisfitException e) {
      throw new IllegalArgumentException(
          "A " + value.getClass().getName() + " cannot be written as JSON: " + where(e));
    }
  }

  /** Returns null only for the type Void, which any body fits. */
  static @Nullable Object decode(String target, Buffer body, ResponseType<?> type) {
    // Without Jackson, whose hundreds of classes a service that reads no JSON need not load.
    if (type.java() == Void.class) {
      return null;
    }
    if (type.java() == Buffer.class) {
      return body;
    }
    if (type.java() == String.class) {
      return body.toString();
    }
    if (body.length() == 0) {
      throw new ResponseMappingException(
          null,
          target + " answered without a body; read it as Void, or as the type that it answers");
    }
    if (type.model() != null) {
      return decode(target, body, type.model(), type.java().getTypeName());
    }
    ObjectMapper mapper = MODELS.current();
    JavaType java = mapper.constructType(type.java());
    String name = java.getRawClass().getName();
    try {
      Object value = mapper.readerFor(java).readValue(body.getBytes());
      if (value == null) {
        throw new ResponseMappingException(null, target + " answered null, not a " + name);
      }
      return value;
    } catch (IOException e) {
      String kotlin = KotlinModels.missingModule(e);
      if (kotlin != null) {
        throw new ResponseMappingException(
            FieldPath.of(e), target + " answered a body that " + kotlin);
      }
      throw new ResponseMappingException(
          FieldPath.of(e), target + " answered a body that does not fit " + name + ": " + where(e));
    }
  }

  private static Object decode(String target, Buffer body, ModelCodec.Model model, String name) {
    try {
      return model.read(body.toString(), false);
    } catch (ModelCodec.MisfitException e) {
      throw new ResponseMappingException(
          e.field(), target + " answered a body that does not fit " + name + ": " + where(e));
    }
  }

  private static String where(ModelCodec.MisfitException e) {
    return (e.field() == null ? "it " : "field " + e.field() + " ") + e.getMessage();
  }

  private static String where(IOException e) {
    if (e instanceof InvalidDefinitionException definition) {
      return definition.getType().getRawClass().getName()
          + " is no type that Jackson can use; if it is in a module, open its package to"
          + " com.fasterxml.jackson.databind";
    }
    String field = FieldPath.of(e);
    if (field != null) {
      return "field " + field;
    }
    return e instanceof JsonMappingException ? "the whole value" : "not JSON";
  }
}
