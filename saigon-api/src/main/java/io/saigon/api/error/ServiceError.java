package io.saigon.api.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service's error response; quote it to the service's support.
 *
 * @param service the service's endpoint prefix, such as {@code secretsmanager}
 * @param statusCode HTTP status
 * @param errorCode the service's error code, such as {@code ResourceNotFoundException}, or null if
 *     it gave none
 * @param requestId the service's request id, or null if it gave none
 */
public record ServiceError(
    String service, int statusCode, @Nullable String errorCode, @Nullable String requestId) {
  /**
   * Creates an error response, and checks that the service is named.
   *
   * @param service the service's endpoint prefix, such as {@code secretsmanager}
   * @param statusCode HTTP status
   * @param errorCode the service's error code, such as {@code ResourceNotFoundException}, or null
   *     if it gave none
   * @param requestId the service's request id, or null if it gave none
   */
  public ServiceError {
    Objects.requireNonNull(service, "service");
  }
}
