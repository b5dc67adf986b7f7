package io.saigon.api.json;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Paths to the fields of a model, as failures name them. */
public final class FieldPath {
  private FieldPath() {}

  /**
   * Returns the path to the field that Jackson failed at.
   *
   * @param failure failure to read or write a model
   * @return such as {@code replicas[1].host}; null if the failure is not that of a field
   */
  public static @Nullable String of(IOException failure) {
    if (!(failure instanceof JsonMappingException mapping)) {
      return null;
    }
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? null : path.toString();
  }
}
