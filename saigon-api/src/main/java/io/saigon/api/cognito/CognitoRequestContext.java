package io.saigon.api.cognito;

import io.saigon.api.rest.HeaderContext;
import io.saigon.api.rest.HeaderFormat;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Cognito user who sent a request, from API Gateway's {@code X-Cognito-AuthProvider}, and the
 * request's id.
 *
 * <p>Headers prove nothing by themselves: see {@link HeaderContext}.
 *
 * @param authProvider the user and the pool
 * @param requestId id of the request
 */
public record CognitoRequestContext(CognitoAuthProvider authProvider, String requestId)
    implements HeaderContext<UUID> {
  /** Header of the user. */
  public static final String AUTH_PROVIDER_HEADER = "X-Cognito-AuthProvider";

  private static final HeaderFormat<String> FORMAT =
      HeaderFormat.standard().withIdentityHeader(AUTH_PROVIDER_HEADER);

  /**
   * Creates a context, and checks that the request id is neither blank nor unfit for a header.
   *
   * @param authProvider the user and the pool
   * @param requestId id of the request
   * @throws IllegalArgumentException if the request id is blank or holds control characters
   */
  public CognitoRequestContext {
    FORMAT.context(Objects.requireNonNull(authProvider, "authProvider").toHeader(), requestId);
  }

  /**
   * Reads the headers; a missing request id is replaced by a new one.
   *
   * @param headers headers of a request
   * @return the context
   * @throws IllegalArgumentException if the user is missing, malformed or given more than once
   */
  public static CognitoRequestContext from(MultiMap headers) {
    Objects.requireNonNull(headers, "headers");
    return of(FORMAT.read(headers));
  }

  /**
   * Reads the headers; a missing request id is replaced by a new one.
   *
   * @param headers values by name, whatever the case of the names
   * @return the context
   * @throws IllegalArgumentException if the user is missing, malformed or given more than once
   */
  public static CognitoRequestContext from(Map<String, String> headers) {
    Objects.requireNonNull(headers, "headers");
    return of(FORMAT.read(headers));
  }

  private static CognitoRequestContext of(HeaderContext<String> context) {
    try {
      return new CognitoRequestContext(
          CognitoAuthProvider.parse(context.identityId()), context.requestId());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The header %s names no user of a user pool: %s"
              .formatted(AUTH_PROVIDER_HEADER, e.getMessage()),
          e);
    }
  }

  /**
   * Returns the user's {@code sub}.
   *
   * @return the user's {@code sub}
   */
  @Override
  public UUID identityId() {
    return authProvider.userId();
  }

  @Override
  public MultiMap toHeaders() {
    return FORMAT.context(authProvider.toHeader(), requestId).toHeaders();
  }
}
