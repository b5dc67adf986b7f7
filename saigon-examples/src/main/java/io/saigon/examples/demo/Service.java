package io.saigon.examples.demo;

import io.saigon.api.vault.VaultKind;
import io.saigon.testkit.LocalAws;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The orders service as it is deployed: two verticles, two instances each, behind the gateway. */
final class Service {
  private static final int INSTANCES = 2;

  private final Vertx vertx;
  private final LocalAws aws;
  private final Path secrets;
  private final List<String> deployments = new ArrayList<>();

  Service(Stage stage) {
    this.vertx = stage.vertx();
    this.aws = stage.aws();
    this.secrets = stage.stores().directory();
    System.setProperty("aws.accessKeyId", aws.accessKeyId());
    System.setProperty("aws.secretAccessKey", aws.secretAccessKey());
  }

  /** Deploys the service; its vault is one setting of its configuration. */
  Future<Void> deploy(VaultKind vault) {
    DeploymentOptions options =
        new DeploymentOptions().setInstances(INSTANCES).setConfig(config(vault));
    return vertx
        .deployVerticle(OrdersVerticle::new, options)
        .map(deployments::add)
        .compose(added -> vertx.deployVerticle(CatalogVerticle::new, options))
        .map(
            id -> {
              deployments.add(id);
              aws.gateway().route("/", URI.create("http://127.0.0.1:" + port()));
              return null;
            });
  }

  Future<Void> undeploy() {
    Future<Void> done = Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
    deployments.clear();
    return done;
  }

  // Keys are not for a configuration: the AWS standard settings supply them.
  private JsonObject config(VaultKind vault) {
    return new JsonObject()
        .put("ORDERS_DATABASE_CREDENTIALS_SECRET", SecretStores.KEY)
        .put(
            "saigon",
            new JsonObject()
                .put("region", aws.region())
                .put("endpoint", aws.endpoint().toString())
                .put("endpoints", new JsonObject().put("s3", aws.s3Endpoint().toString()))
                .put("caBundle", aws.environment().get("AWS_CA_BUNDLE"))
                .put("vault", vault.providerName())
                .put(
                    "settings",
                    new JsonObject()
                        .put(
                            VaultKind.DIRECTORY.providerName(),
                            new JsonObject().put("path", secrets.toString()))));
  }

  private Integer port() {
    return Objects.requireNonNull(
        vertx
            .sharedData()
            .<String, Integer>getLocalMap(OrdersVerticle.PORT)
            .get(OrdersVerticle.PORT),
        OrdersVerticle.PORT);
  }
}
