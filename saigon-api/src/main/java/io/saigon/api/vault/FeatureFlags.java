package io.saigon.api.vault;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.saigon.api.error.NotFoundException;
import java.util.Map;
import java.util.Objects;

/**
 * The feature flags of a configuration profile of AWS AppConfig, as a model of a {@link
 * SecretVault}: {@code vault.ref(FeatureFlags.class, "orders/prod/flags")} keeps them current.
 *
 * @param flags flags by name
 */
public record FeatureFlags(Map<String, FeatureFlag> flags) {
  /**
   * Creates flags.
   *
   * @param flags flags by name
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public FeatureFlags {
    Objects.requireNonNull(flags, "flags");
    flags = Map.copyOf(flags);
  }

  /**
   * Returns whether a feature is on.
   *
   * @param name name of its flag
   * @return false also if there is no such flag, as before it is created
   */
  public boolean isEnabled(String name) {
    Objects.requireNonNull(name, "name");
    FeatureFlag flag = flags.get(name);
    return flag != null && flag.enabled();
  }

  /**
   * Returns a flag with its attributes.
   *
   * @param name name of the flag
   * @return the flag
   * @throws NotFoundException if there is no such flag; the message lists those there are
   */
  public FeatureFlag flag(String name) {
    Objects.requireNonNull(name, "name");
    FeatureFlag flag = flags.get(name);
    if (flag == null) {
      throw new NotFoundException(
          "There is no feature flag %s; create it or correct the name, of which there are %s"
              .formatted(name, flags.keySet().stream().sorted().toList()),
          null,
          null);
    }
    return flag;
  }
}
