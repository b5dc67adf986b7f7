package io.saigon.vault.provider;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.vault.source.AppConfigSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Provides the vault of AWS AppConfig, whose configurations are polled every minute, or as often as
 * the setting {@code pollIntervalSeconds} says.
 */
public final class AppConfigProvider implements SecretVaultProvider {
  private static final String INTERVAL = "pollIntervalSeconds";

  /** Creates the provider; called by {@link java.util.ServiceLoader}. */
  public AppConfigProvider() {}

  @Override
  public String name() {
    return VaultKind.AWS_APP_CONFIG.providerName();
  }

  @Override
  public SecretSource create(SaigonContext context) {
    Duration interval = interval(context);
    try {
      return new AppConfigSource(AppConfigSource.service(context), interval, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()), List.of(INTERVAL), e);
    }
  }

  @Override
  public SecretVaultOptions options(SaigonContext context) {
    return AppConfigSource.options(interval(context))
        .withSettings(context.options().settings(name()));
  }

  private Duration interval(SaigonContext context) {
    Object seconds = context.options().settings(name()).getValue(INTERVAL);
    if (seconds == null) {
      return AppConfigSource.INTERVAL;
    }
    if (seconds instanceof Integer number) {
      return Duration.ofSeconds(number);
    }
    throw new ConfigurationException(
        "The setting " + INTERVAL + " of aws-app-config must be a whole number",
        List.of(INTERVAL),
        null);
  }

  @Override
  public boolean servesByDefault() {
    return false;
  }
}
