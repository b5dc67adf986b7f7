package io.saigon.api.cognito;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user who has signed up.
 *
 * @param id the user's {@code sub}
 * @param confirmed whether the user can log in at once
 * @param codeDelivery destination of the code for the confirmation, or null if none was sent
 */
public record SignedUp(UUID id, boolean confirmed, @Nullable CodeDelivery codeDelivery) {
  /**
   * Creates a result, and checks that the id is there.
   *
   * @param id the user's {@code sub}
   * @param confirmed whether the user can log in at once
   * @param codeDelivery destination of the code for the confirmation, or null if none was sent
   */
  public SignedUp {
    Objects.requireNonNull(id, "id");
  }
}
