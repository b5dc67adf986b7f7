package io.saigon.api.cognito;

import java.util.Objects;

/**
 * Where Cognito sent a code; also told for users who don't exist, where the pool hides that.
 *
 * @param medium by which medium
 * @param destination masked phone number or address
 */
public record CodeDelivery(CodeMedium medium, String destination) {
  /** Checks that nothing is missing. */
  public CodeDelivery {
    Objects.requireNonNull(medium, "medium");
    Objects.requireNonNull(destination, "destination");
  }
}
