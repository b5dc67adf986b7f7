package io.saigon.api.rest;

import io.saigon.api.error.SaigonException;
import org.jspecify.annotations.Nullable;

/**
 * Mismatch between the body of a successful answer and the requested type. Names type and field,
 * never the value.
 */
public final class ResponseMappingException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  /**
   * Creates the failure. There is no cause: a JSON parser's own exceptions quote what they read.
   *
   * @param field path of the field that does not fit, such as {@code items[2].price}, or null for
   *     the whole body
   * @param message what does not fit and what to do, without the value
   */
  public ResponseMappingException(@Nullable String field, String message) {
    super(message, null);
    this.field = field;
  }

  /**
   * Returns the path of the field that does not fit.
   *
   * @return the path, or null for the whole body
   */
  public @Nullable String field() {
    return field;
  }
}
