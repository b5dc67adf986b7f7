package io.saigon.api.json;

import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import io.vertx.core.json.jackson.DatabindCodec;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's own mapper, as the application set it up, that refuses a record whose JSON lacks a
 * component or has null for it, unless the component is {@code @Nullable} or optional. Safe for use
 * from any thread.
 */
public final class ModelMapper {
  private record Copy(DeserializationConfig config, Set<Object> modules, ObjectMapper mapper) {
    boolean isOf(ObjectMapper source) {
      return config == source.getDeserializationConfig()
          && modules.equals(source.getRegisteredModuleIds());
    }
  }

  private final Consumer<ObjectMapper> settings;
  private volatile @Nullable Copy copy;

  /**
   * Creates a mapper.
   *
   * @param settings applied to a copy of Vert.x's mapper, which they do not change
   */
  public ModelMapper(Consumer<ObjectMapper> settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /**
   * Returns the mapper, made anew when a module was registered with Vert.x's mapper, or a feature
   * of it set, since the last call.
   *
   * @return the mapper, for reading only
   */
  public ObjectMapper current() {
    ObjectMapper source = DatabindCodec.mapper();
    Copy known = copy;
    if (known == null || !known.isOf(source)) {
      known =
          new Copy(
              source.getDeserializationConfig(),
              Set.copyOf(source.getRegisteredModuleIds()),
              strict(source));
      copy = known;
    }
    return known.mapper();
  }

  private ObjectMapper strict(ObjectMapper source) {
    ObjectMapper strict = source.copy();
    strict.setAnnotationIntrospector(
        new AnnotationIntrospectorPair(
            new RequiredComponents(),
            strict.getDeserializationConfig().getAnnotationIntrospector()));
    settings.accept(strict);
    return strict;
  }
}
