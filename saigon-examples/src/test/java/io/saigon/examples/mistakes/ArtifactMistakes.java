package io.saigon.examples.mistakes;

import io.saigon.api.Saigon;
import io.saigon.api.spi.CognitoProvider;
import io.saigon.api.spi.ObjectStorageProvider;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;

/** Mistakes in what is on the path. */
final class ArtifactMistakes {
  private static final String OWN = OwnVaultProvider.class.getName();
  private static final String SECRETS_MANAGER = "io.saigon.vault.provider.SecretsManagerProvider";

  private final Surroundings with;

  ArtifactMistakes(Surroundings with) {
    this.with = with;
  }

  Map<String, Mistake> all() {
    return Map.of(
        "no vault's artifact",
        () -> Future.succeededFuture(path(SecretVaultProvider.class).vault()),
        "no artifact of the vault that is chosen",
        () -> Future.succeededFuture(path(SecretVaultProvider.class, OWN).vault(VaultKind.AWS_SSM)),
        "no storage's artifact",
        () -> Future.succeededFuture(path(ObjectStorageProvider.class).storage()),
        "no artifact of Cognito",
        () -> Future.succeededFuture(path(CognitoProvider.class).cognito(with.cognito())),
        "two vaults, and none is chosen",
        () ->
            Future.succeededFuture(path(SecretVaultProvider.class, OWN, SECRETS_MANAGER).vault()));
  }

  private Saigon path(Class<?> service, String... providers) throws IOException {
    return new ProviderPath(with.emptyDirectory(), service, providers)
        .saigon(with.vertx, with.aws.saigonOptions());
  }
}
