package io.saigon.api.rest;

import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Objects;

/**
 * Identity of a caller and id of its request, from headers that a trusted gateway sets.
 *
 * <p>Headers prove nothing by themselves: read them only where every request comes through a
 * gateway that sets them and drops what a caller sent under these names.
 *
 * @param <I> type of the identity
 */
public interface HeaderContext<I> {
  /** Header of the identity, unless a {@link HeaderFormat} names another. */
  String IDENTITY_ID_HEADER = "X-Api-IdentityId";

  /** Header of the request id, unless a {@link HeaderFormat} names another. */
  String REQUEST_ID_HEADER = "X-Api-RequestId";

  /**
   * Returns the identity of the caller.
   *
   * @return the identity
   */
  I identityId();

  /**
   * Returns the id of the request.
   *
   * @return the header's value, or a new id if there was none
   */
  String requestId();

  /**
   * Returns the headers that carry this context to the next service.
   *
   * @return new headers, which may be modified
   */
  MultiMap toHeaders();

  /**
   * Reads the standard headers, with the identity as text.
   *
   * @param headers headers of a request
   * @return the context
   * @throws IllegalArgumentException if the identity is missing, blank or given more than once
   */
  static HeaderContext<String> from(MultiMap headers) {
    Objects.requireNonNull(headers, "headers");
    return HeaderFormat.standard().read(headers);
  }

  /**
   * Reads the standard headers, with the identity as text.
   *
   * @param headers values by name, whatever the case of the names
   * @return the context
   * @throws IllegalArgumentException if the identity is missing, blank or given more than once
   */
  static HeaderContext<String> from(Map<String, String> headers) {
    Objects.requireNonNull(headers, "headers");
    return HeaderFormat.standard().read(headers);
  }
}
