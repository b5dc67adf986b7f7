package io.saigon.rest.vertx;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.codec.ModelCodec;
import io.saigon.api.json.ModelCodecs;
import io.saigon.api.json.ModelTypes;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.saigon.rest.vertx.http.RestFailures;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Type that a response's body is read as.
 *
 * @param model reads it in place of Jackson, or null
 */
record ResponseType<T>(Type java, ModelCodec.@Nullable Model model) {
  static <T> ResponseType<T> of(Class<T> type) {
    return of((Type) type);
  }

  static <T> ResponseType<T> of(TypeReference<T> type) {
    return of(type.getType());
  }

  static <E> ResponseType<List<E>> listOf(Class<E> elements) {
    ModelTypes.checked(Objects.requireNonNull(elements, "elements"));
    return of(new ListType(elements));
  }

  private static <T> ResponseType<T> of(Type type) {
    return new ResponseType<>(
        ModelTypes.checked(Objects.requireNonNull(type, "type")), ModelCodecs.find(type));
  }

  private record ListType(Type element) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {element};
    }

    @Override
    public Type getRawType() {
      return List.class;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }

  // The Java type is one of T; null is read only as Void.
  @SuppressWarnings({"unchecked", "NullAway"})
  T read(RestRequest request, RestResponse response) {
    return (T) RestBodies.decode(RestFailures.target(request), response.body(), this);
  }
}
