package io.saigon.api.error;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Missing or contradictory configuration: an artifact, a setting, a variable. */
public final class ConfigurationException extends SaigonException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> names;

  /**
   * Creates the failure.
   *
   * @param message what is wrong and how to set it right
   */
  public ConfigurationException(String message) {
    this(message, List.of(), null);
  }

  /**
   * Creates the failure, with the names of the settings that it is about.
   *
   * @param message what is wrong and how to set it right
   * @param names settings or variables that are missing or wrong; all of them, never values
   * @param cause what it came from, or null
   */
  public ConfigurationException(String message, List<String> names, @Nullable Throwable cause) {
    super(message, cause);
    this.names = List.copyOf(Objects.requireNonNull(names, "names"));
  }

  /**
   * Returns the settings or variables that are missing or wrong.
   *
   * @return names, never values; empty if the failure is not about any
   */
  public List<String> names() {
    return names;
  }
}
