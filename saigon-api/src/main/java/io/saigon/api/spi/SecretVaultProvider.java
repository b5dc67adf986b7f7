package io.saigon.api.spi;

import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretVaultOptions;

/**
 * Makes one kind of vault; found through {@link java.util.ServiceLoader}. Name it in {@code
 * provides} of the module descriptor and in {@code META-INF/services}.
 */
public interface SecretVaultProvider {
  /** Name to choose this vault by, such as {@code aws-ssm}: lower case, digits and hyphens. */
  String name();

  /**
   * Makes the source of secrets. Caching, decoding and change events are added around it.
   *
   * @param context the Saigon it is for
   * @throws io.saigon.api.error.ConfigurationException if a setting is missing or wrong
   */
  SecretSource create(SaigonContext context);

  /**
   * How the vault caches and decodes: the defaults, with what the application set of them in the
   * settings of this provider.
   *
   * @param context the Saigon it is for
   * @throws io.saigon.api.error.ConfigurationException if a setting is wrong
   */
  default SecretVaultOptions options(SaigonContext context) {
    return SecretVaultOptions.defaults().withSettings(context.options().settings(name()));
  }

  /**
   * Whether this vault serves an application that chose none. Exactly one provider on the path may
   * say so, or the application has to choose. A provider that comes together with others in one
   * artifact returns false, but for one.
   */
  default boolean servesByDefault() {
    return true;
  }
}
