package io.saigon.api.cognito;

import io.saigon.api.rest.HeaderContext;
import io.saigon.api.rest.HeaderFormat;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Which Cognito user calls, as API Gateway tells in {@code X-Cognito-AuthProvider}, and which
 * request it is.
 *
 * <p>Headers prove nothing by themselves: see {@link HeaderContext}.
 *
 * @param authProvider the user and the pool
 * @param requestId the request's id
 */
public record CognitoRequestContext(CognitoAuthProvider authProvider, String requestId)
    implements HeaderContext<UUID> {
  /** Header of the user. */
  public static final String AUTH_PROVIDER_HEADER = "X-Cognito-AuthProvider";

  private static final HeaderFormat<String> FORMAT =
      HeaderFormat.standard().withIdentityHeader(AUTH_PROVIDER_HEADER);

  /** Checks that the request id is neither blank nor unfit for a header. */
  public CognitoRequestContext {
    FORMAT.context(Objects.requireNonNull(authProvider, "authProvider").toHeader(), requestId);
  }

  /**
   * Reads the headers; a missing request id is made up anew.
   *
   * @throws IllegalArgumentException if the user is missing, malformed or told more than once
   */
  public static CognitoRequestContext from(MultiMap headers) {
    return of(FORMAT.read(headers));
  }

  /**
   * Reads the headers; a missing request id is made up anew.
   *
   * @param headers values by name, whatever the case of the names
   * @throws IllegalArgumentException if the user is missing, malformed or told more than once
   */
  public static CognitoRequestContext from(Map<String, String> headers) {
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

  /** The user's {@code sub}. */
  @Override
  public UUID identityId() {
    return authProvider.userId();
  }

  @Override
  public MultiMap toHeaders() {
    return FORMAT.context(authProvider.toHeader(), requestId).toHeaders();
  }
}
