package com.example.pricing;

import io.saigon.api.Saigon;
import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * Prints a price list in the currency that a secret names. Run in a pod with a service account's
 * role, whose environment has all settings.
 */
public final class PriceList {
  private final Vertx vertx;
  private final Saigon saigon;

  private PriceList(Vertx vertx) {
    this.vertx = vertx;
    this.saigon = Saigon.create(vertx);
  }

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    new PriceList(vertx)
        .read(args[0], S3ObjectDescriptor.of(args[1], args[2]))
        .onComplete(
            list -> {
              System.out.println(list);
              vertx.close();
            },
            failure -> {
              System.err.println(failure);
              System.exit(1);
            });
  }

  private Future<String> read(String currencySecret, S3ObjectDescriptor prices) {
    return saigon
        .vault()
        .secretString(currencySecret)
        .compose(currency -> content(prices).map(list -> list + " " + currency));
  }

  private Future<Buffer> content(S3ObjectDescriptor object) {
    return saigon.storage().download(object).compose(this::content);
  }

  private Future<Buffer> content(Downloaded file) {
    return vertx.fileSystem().readFile(file.path().toString()).eventually(file::delete);
  }
}
