package io.saigon.vault.provider;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.VaultKind;
import io.saigon.vault.source.ReplicaSource;
import io.saigon.vault.source.SecretsManagerSource;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Provides the vault of AWS Secrets Manager. While the region is down, secrets are read from those
 * that the setting {@code replicaRegions} lists, in their order.
 */
public final class SecretsManagerProvider implements SecretVaultProvider {
  private static final String REPLICAS = "replicaRegions";

  /** Creates the provider; called by {@link java.util.ServiceLoader}. */
  public SecretsManagerProvider() {}

  @Override
  public String name() {
    return VaultKind.AWS_SECRETS_MANAGER.providerName();
  }

  @Override
  public SecretSource create(SaigonContext context) {
    SecretSource primary = new SecretsManagerSource(SecretsManagerSource.service(context));
    List<String> replicas = replicas(context);
    if (replicas.isEmpty()) {
      return primary;
    }
    List<ReplicaSource.Region> regions = new ArrayList<>();
    regions.add(new ReplicaSource.Region(null, primary));
    for (String region : replicas) {
      regions.add(
          new ReplicaSource.Region(
              region, new SecretsManagerSource(SecretsManagerSource.service(context, region))));
    }
    Duration patience = options(context).fetchTimeout().dividedBy(regions.size());
    return new ReplicaSource(regions, patience);
  }

  private List<String> replicas(SaigonContext context) {
    Object regions = context.options().settings(name()).getValue(REPLICAS);
    if (regions == null) {
      return List.of();
    }
    if (regions instanceof JsonArray array
        && array.stream().allMatch(r -> r instanceof String text && !text.isBlank())) {
      return array.stream().map(String::valueOf).distinct().toList();
    }
    throw new ConfigurationException(
        "The setting "
            + REPLICAS
            + " of aws-secrets-manager must be an array of regions, such as [\"eu-central-1\"]",
        List.of(REPLICAS),
        null);
  }

  @Override
  public boolean servesByDefault() {
    return true;
  }
}
