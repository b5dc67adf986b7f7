package io.saigon.api.cognito;

import java.util.Objects;

/**
 * Destination of a code that Cognito sent; also returned for users who don't exist, where the pool
 * hides that.
 *
 * @param medium medium of the message
 * @param destination masked phone number or address
 */
public record CodeDelivery(CodeMedium medium, String destination) {
  /**
   * Creates a destination, and checks that nothing is missing.
   *
   * @param medium medium of the message
   * @param destination masked phone number or address
   */
  public CodeDelivery {
    Objects.requireNonNull(medium, "medium");
    Objects.requireNonNull(destination, "destination");
  }
}
