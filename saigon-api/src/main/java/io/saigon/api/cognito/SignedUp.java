package io.saigon.api.cognito;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user who has signed up.
 *
 * @param id the user's {@code sub}
 * @param confirmed whether the user can log in at once
 * @param codeDelivery where the code for the confirmation went, or null if none was sent
 */
public record SignedUp(UUID id, boolean confirmed, @Nullable CodeDelivery codeDelivery) {
  /** Checks that nothing is missing. */
  public SignedUp {
    Objects.requireNonNull(id, "id");
  }
}
