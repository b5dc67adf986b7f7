package io.saigon.examples.deploying;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Map;
import java.util.concurrent.TimeoutException;

// tag::lambda[]
/** A function of AWS Lambda: one instance serves one event at a time. */
public final class OrderHandler {
  private final ObjectStorage storage;
  private final SecretVault vault;

  /** Runs in the initialisation, and with SnapStart before the snapshot. */
  public OrderHandler() throws TimeoutException {
    this(SaigonOptions.defaults());
  }

  OrderHandler(SaigonOptions options) throws TimeoutException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    Saigon saigon = Saigon.create(vertx, options);
    storage = saigon.storage();
    vault = saigon.vault();
    saigon.warmUp().await(9, SECONDS); // classes, TLS, region, credentials; calls no service
  }

  /** Runs for each event. */
  public String handleRequest(Map<String, String> event) throws TimeoutException {
    return vault
        .secretString("orders/bucket")
        .compose(
            bucket -> storage.readString(S3ObjectDescriptor.of(bucket, event.get("key")), 1024))
        .await(20, SECONDS);
  }
}
// end::lambda[]
