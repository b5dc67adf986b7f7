package io.saigon.api;

import org.jspecify.annotations.Nullable;

/** x. */
public class SaigonException extends RuntimeException {
  SaigonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
