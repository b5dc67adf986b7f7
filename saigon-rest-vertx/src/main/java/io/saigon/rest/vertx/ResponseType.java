package io.saigon.rest.vertx;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.saigon.api.json.ModelTypes;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.saigon.rest.vertx.http.RestFailures;
import io.vertx.core.json.jackson.DatabindCodec;
import java.lang.reflect.Type;
import java.util.List;

/** Type that a response's body is read as. */
record ResponseType<T>(JavaType java) {
  static <T> ResponseType<T> of(Class<T> type) {
    return new ResponseType<>(java(type));
  }

  static <T> ResponseType<T> of(TypeReference<T> type) {
    return new ResponseType<>(java(type.getType()));
  }

  static <E> ResponseType<List<E>> listOf(Class<E> elements) {
    return new ResponseType<>(
        DatabindCodec.mapper()
            .getTypeFactory()
            .constructCollectionType(List.class, java(elements)));
  }

  private static JavaType java(Type type) {
    return DatabindCodec.mapper().constructType(ModelTypes.checked(type));
  }

  // The Java type is one of T; null is read only as Void.
  @SuppressWarnings({"unchecked", "NullAway"})
  T read(RestRequest request, RestResponse response) {
    return (T) RestBodies.decode(RestFailures.target(request), response.body(), java);
  }
}
