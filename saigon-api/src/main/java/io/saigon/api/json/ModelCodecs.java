package io.saigon.api.json;

import io.saigon.api.codec.ModelCodec;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The codecs on the path, each of which reads models that Jackson does not. */
public final class ModelCodecs {
  private static final List<ModelCodec> ALL =
      ServiceLoader.load(ModelCodec.class, ModelCodec.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private ModelCodecs() {}

  /** Returns the model of a type, or null if the type is for Jackson. */
  public static ModelCodec.@Nullable Model find(Type type) {
    return ALL.isEmpty()
        ? null
        : ALL.stream()
            .map(codec -> codec.model(type))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }
}
