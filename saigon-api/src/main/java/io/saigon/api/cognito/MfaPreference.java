package io.saigon.api.cognito;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second factors that a user has enabled.
 *
 * @param enabled the factors; with several and none preferred, a log-in lets the user choose
 * @param preferred the one of them that a log-in takes, or null for none
 */
public record MfaPreference(Set<CodeMedium> enabled, @Nullable CodeMedium preferred) {
  /**
   * Creates a preference, and checks that the preferred factor is enabled.
   *
   * @param enabled the factors
   * @param preferred the one of them that a log-in takes, or null for none
   * @throws IllegalArgumentException if the preferred factor is not enabled
   */
  public MfaPreference {
    Objects.requireNonNull(enabled, "enabled");
    enabled = Set.copyOf(enabled);
    if (preferred != null && !enabled.contains(preferred)) {
      throw new IllegalArgumentException(
          "The preferred factor %s must be one of those enabled, %s".formatted(preferred, enabled));
    }
  }

  /**
   * Creates a preference of one factor.
   *
   * @param factor the factor, enabled and preferred
   * @return the preference
   */
  public static MfaPreference of(CodeMedium factor) {
    Objects.requireNonNull(factor, "factor");
    return new MfaPreference(Set.of(factor), factor);
  }

  /**
   * Creates a preference of no factor, which turns MFA off for the user where the pool does not
   * require it.
   *
   * @return the preference
   */
  public static MfaPreference none() {
    return new MfaPreference(Set.of(), null);
  }
}
