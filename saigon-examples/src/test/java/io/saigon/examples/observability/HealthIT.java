package io.saigon.examples.observability;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.health.SaigonHealth;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.fault.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthIT {
  private static final Path FIXTURE =
      Path.of("consumers/quickstart/src/test/resources/local-aws.json");

  private final Vertx outside = Vertx.vertx();
  private final Vertx vertx = Vertx.vertx();
  private final HealthChecks readiness = HealthChecks.create(vertx);
  private final HealthChecks liveness = HealthChecks.create(vertx);
  private LocalAws aws;
  private Saigon saigon;

  @BeforeEach
  void start() throws Exception {
    aws = LocalAws.start(outside).await(30, SECONDS);
    aws.load(new JsonObject(Files.readString(FIXTURE))).await(30, SECONDS);
    saigon =
        Saigon.create(
            vertx,
            aws.saigonOptions()
                .withSettings("aws-secrets-manager", new JsonObject().put("ttlMs", 50)));
    readiness.register("saigon", SaigonHealth.readiness(vertx));
    liveness.register("saigon", SaigonHealth.liveness(vertx));
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(30, SECONDS);
    aws.stop().await(30, SECONDS);
    outside.close().await(30, SECONDS);
  }

  @Test
  void aVaultThatServesStaleValuesIsDegradedAndReadyAndWellAgainAfterTheOutage() throws Exception {
    saigon.vault().ref(JsonObject.class, "shop").await(30, SECONDS);
    assertThat(vault(check(readiness))).isEqualTo("UP");

    aws.faults().always("secretsmanager", Fault.error(500, "InternalServiceError"));
    CheckResult stale = awaitVault("DEGRADED");
    assertThat(stale.getUp()).as(stale.toJson().encode()).isTrue();
    assertThat(stale.getData().getString("status")).isEqualTo("DEGRADED");
    aws.faults().clear();
    CheckResult well = awaitVault("UP");
    assertThat(well.getUp()).isTrue();
    JsonObject vault = well.getData().getJsonObject("vault").getJsonObject("aws-secrets-manager");
    assertThat(vault.getDouble("secrets")).isEqualTo(1);
  }

  @Test
  void aVaultThatWasNeverReachedIsDownAndTheProcessIsAlive() throws Exception {
    aws.faults().always("secretsmanager", Fault.error(500, "InternalServiceError"));
    saigon.vault().secret(JsonObject.class, "shop").otherwiseEmpty().await(60, SECONDS);

    CheckResult result = check(readiness);
    assertThat(result.getUp()).as(result.toJson().encode()).isFalse();
    assertThat(vault(result)).isEqualTo("DOWN");
    assertThat(check(liveness).getUp()).isTrue();
  }

  @Test
  void aStorageThatFailsIsDownUntilACallSucceedsAndMayBeLeftOut() throws Exception {
    HealthChecks vaultsAlone = HealthChecks.create(vertx);
    vaultsAlone.register(
        "saigon", SaigonHealth.readiness(vertx, part -> part.kind().equals("vault")));
    aws.faults().always("s3", Fault.error(503, "ServiceUnavailable"));
    saigon.storage().list("orders", "", 1).otherwiseEmpty().await(60, SECONDS);

    assertThat(check(readiness).getUp()).isFalse();
    assertThat(check(vaultsAlone).getUp()).isTrue();
    aws.faults().clear();
    saigon.storage().list("orders", "", 1).await(30, SECONDS);
    assertThat(check(readiness).getUp()).isTrue();
  }

  @Test
  void closedPartsAreNoneOfTheHealth() throws Exception {
    saigon.vault().secret(JsonObject.class, "shop").await(30, SECONDS);
    saigon.close().await(30, SECONDS);

    assertThat(check(readiness).getData().fieldNames()).containsExactly("status");
  }

  private CheckResult awaitVault(String status) throws Exception {
    return awaitVault(status, 400).await(40, SECONDS);
  }

  private Future<CheckResult> awaitVault(String status, int tries) {
    return readiness
        .checkStatus("saigon")
        .compose(
            result ->
                status.equals(vault(result)) || tries == 0
                    ? Future.succeededFuture(result)
                    : vertx.timer(50).compose(late -> awaitVault(status, tries - 1)));
  }

  private static CheckResult check(HealthChecks checks) throws Exception {
    return checks.checkStatus("saigon").await(30, SECONDS);
  }

  private static String vault(CheckResult result) {
    return result
        .getData()
        .getJsonObject("vault")
        .getJsonObject("aws-secrets-manager")
        .getString("status");
  }
}
