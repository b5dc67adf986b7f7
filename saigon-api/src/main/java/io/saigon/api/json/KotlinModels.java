package io.saigon.api.json;

import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.json.jackson.DatabindCodec;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Kotlin classes, for which Jackson needs a module that the application has to add. */
public final class KotlinModels {
  private KotlinModels() {}

  /**
   * Returns what is to be done if a class could not be read for want of that module.
   *
   * @param failure failure of Jackson
   * @return the end of a sentence whose subject is the JSON, or null if the reason is another
   */
  public static @Nullable String missingModule(IOException failure) {
    Class<?> type = unreadable(failure);
    return type == null || isRegistered() || !isKotlin(type)
        ? null
        : ("can't be read as %s, a Kotlin class, without KotlinModule; add"
                + " com.fasterxml.jackson.module:jackson-module-kotlin and call"
                + " DatabindCodec.mapper().registerModule(new KotlinModule.Builder().build())"
                + " before the first read")
            .formatted(type.getSimpleName());
  }

  private static @Nullable Class<?> unreadable(IOException failure) {
    if (failure instanceof InvalidDefinitionException definition) {
      return definition.getType() == null ? null : definition.getType().getRawClass();
    }
    // A constructor of one parameter is taken for one that wraps a single value.
    return failure instanceof MismatchedInputException mismatch
            && mismatch.getOriginalMessage().contains("at least one Creator exists")
        ? mismatch.getTargetType()
        : null;
  }

  private static boolean isRegistered() {
    return DatabindCodec.mapper().getRegisteredModuleIds().stream()
        .anyMatch(id -> id.toString().endsWith("KotlinModule"));
  }

  // By name, as Kotlin need not be there.
  private static boolean isKotlin(Class<?> type) {
    return Arrays.stream(type.getAnnotations())
        .anyMatch(a -> a.annotationType().getName().equals("kotlin.Metadata"));
  }
}
