package io.saigon.api.spi;

import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretVaultOptions;

/**
 * A provider of one kind of vault, found through {@link java.util.ServiceLoader}. Name it in {@code
 * provides} of the module descriptor and in {@code META-INF/services}.
 */
public interface SecretVaultProvider {
  /**
   * Returns the name to choose this vault by.
   *
   * @return such as {@code aws-ssm}: lower case, digits and hyphens
   */
  String name();

  /**
   * Creates the source of secrets. Caching, decoding and change events are added around it.
   *
   * @param context the Saigon that it is for
   * @return the source
   * @throws io.saigon.api.error.ConfigurationException if a setting is missing or wrong
   */
  SecretSource create(SaigonContext context);

  /**
   * Returns the vault's options for caching and decoding: the defaults, with the application's
   * settings of this provider.
   *
   * @param context the Saigon that it is for
   * @return the options
   * @throws io.saigon.api.error.ConfigurationException if a setting is wrong
   */
  default SecretVaultOptions options(SaigonContext context) {
    return SecretVaultOptions.defaults().withSettings(context.options().settings(name()));
  }

  /**
   * Returns whether this vault serves an application that chose none. Exactly one provider on the
   * path may return true, or the application has to choose. Of several providers in one artifact,
   * all but one return false.
   *
   * @return true unless overridden
   */
  default boolean servesByDefault() {
    return true;
  }
}
