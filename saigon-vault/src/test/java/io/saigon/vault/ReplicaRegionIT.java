package io.saigon.vault;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.Saigon;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretVault;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsOptions;
import io.saigon.testkit.fault.Fault;
import io.saigon.vault.source.ReplicaSource;
import io.saigon.vault.source.SecretsManagerSource;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** Two local AWS for two regions. */
@ExtendWith(VertxExtension.class)
class ReplicaRegionIT {
  private LocalAws primary;
  private LocalAws replica;
  private SecretVault vault;

  @BeforeEach
  void start(Vertx vertx) {
    primary = await(LocalAws.start(vertx));
    replica = await(LocalAws.start(vertx, LocalAwsOptions.defaults().withRegion("eu-central-1")));
    JsonObject secrets = new JsonObject().put("secrets", new JsonObject().put("db", "s3cret"));
    await(primary.load(secrets));
    await(replica.load(secrets));
    ReplicaSource source =
        new ReplicaSource(
            List.of(
                new ReplicaSource.Region(null, source(vertx, primary)),
                new ReplicaSource.Region("eu-central-1", source(vertx, replica))),
            Duration.ofSeconds(2));
    vault = SecretVault.create(vertx, "aws-secrets-manager", source);
  }

  private static SecretsManagerSource source(Vertx vertx, LocalAws aws) {
    return new SecretsManagerSource(
        VertxAws.create(vertx, aws.saigonOptions())
            .service("secretsmanager", SecretsManagerAsyncClient::builder));
  }

  @AfterEach
  void stop() {
    await(primary.stop());
    await(replica.stop());
  }

  @Test
  void aRegionThatFailsIsReadFromItsReplica() {
    primary.faults().always("secretsmanager", Fault.error(500, "InternalServiceError"));
    assertThat(await(vault.secretString("db"))).isEqualTo("s3cret");
  }

  @Test
  void aRegionThatIsSilentIsReadFromItsReplica() {
    primary.faults().always("secretsmanager", Fault.stall());
    assertThat(await(vault.secretString("db"))).isEqualTo("s3cret");
  }

  @Test
  void aSecretThatARegionDoesNotHaveIsNotLookedForInAnother() {
    await(replica.load(new JsonObject().put("secrets", new JsonObject().put("replica-only", "x"))));
    assertThat(failure(NotFoundException.class, vault.secretString("replica-only")))
        .hasMessageContaining("replica-only");
  }

  @Test
  void regionsThatAreNoneAreNamed(Vertx vertx) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Saigon.create(
                        vertx,
                        primary
                            .saigonOptions()
                            .withSettings(
                                "aws-secrets-manager",
                                new JsonObject().put("replicaRegions", new JsonArray().add(1))))
                    .vault())
        .withMessageContaining("replicaRegions");
  }
}
