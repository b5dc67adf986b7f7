package io.saigon.api.rest;

import io.vertx.core.MultiMap;
import java.util.Map;

/**
 * Who calls, and which request it is, as a trusted gateway tells in headers.
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

  /** Who calls. */
  I identityId();

  /** The request's id; one made up for this request if no header told it. */
  String requestId();

  /** The headers that tell this context, to be sent on to the next service. */
  MultiMap toHeaders();

  /**
   * Reads the standard headers, with the identity as it stands there.
   *
   * @throws IllegalArgumentException if the identity is missing, blank or told more than once
   */
  static HeaderContext<String> from(MultiMap headers) {
    return HeaderFormat.standard().read(headers);
  }

  /**
   * Reads the standard headers, with the identity as it stands there.
   *
   * @param headers values by name, whatever the case of the names
   * @throws IllegalArgumentException if the identity is missing, blank or told more than once
   */
  static HeaderContext<String> from(Map<String, String> headers) {
    return HeaderFormat.standard().read(headers);
  }
}
