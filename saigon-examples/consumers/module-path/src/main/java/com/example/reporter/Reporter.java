package com.example.reporter;

import io.saigon.api.Saigon;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.vault.SecretVault;
import io.saigon.rest.vertx.RestClient;
import io.saigon.rest.vertx.SigV4RequestAuthorizer;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.List;

/** Run with AWS's standard environment variables and the key of a secret as the argument. */
public final class Reporter {
  private final Vertx vertx;
  private final SecretVault vault;

  private Reporter(Vertx vertx) {
    this.vertx = vertx;
    this.vault = Saigon.create(vertx).vault();
  }

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    new Reporter(vertx)
        .report(args[0])
        .onComplete(
            summary -> {
              System.out.println(summary);
              vertx.close();
            },
            failure -> {
              System.err.println(failure);
              System.exit(1);
            });
  }

  private Future<String> report(String secret) {
    return vault
        .secret(ApiKey.class, secret)
        .compose(key -> client(key).getResources(Order.class, "/orders"))
        .map(this::summary);
  }

  private RestClient client(ApiKey key) {
    SigV4Scope scope = SigV4Scope.executeApi(System.getenv("AWS_REGION"));
    return RestClient.create(
        vertx,
        key.url(),
        SigV4RequestAuthorizer.of(CredentialsProvider.of(key.credentials()), scope));
  }

  private String summary(List<Order> orders) {
    BigDecimal sum = orders.stream().map(Order::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return "%d orders, %s in all (%s, %s)"
        .formatted(orders.size(), sum, getClass().getModule(), vault.name());
  }
}
