package com.example.orders;

import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.Unzipped;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/** Loads zipped CSV files of orders when S3 announces them. */
public final class OrdersImport {
  private final Vertx vertx;
  private final ObjectStorage storage;
  private final Pool database;

  public OrdersImport(Vertx vertx, ObjectStorage storage, Pool database) {
    this.vertx = vertx;
    this.storage = storage;
    this.database = database;
  }

  /** Loads all files that an event of S3 announces. */
  public Future<?> load(JsonObject event) {
    return Future.join(S3ObjectDescriptor.allFromEvent(event).stream().map(this::load).toList());
  }

  private Future<?> load(S3ObjectDescriptor archive) {
    return storage
        .unzip(archive)
        .compose(unzipped -> Future.join(loads(unzipped)).eventually(unzipped::delete));
  }

  private List<Future<?>> loads(Unzipped unzipped) {
    return unzipped.files().stream()
        .<Future<?>>map(file -> load(unzipped.directory().resolve(file)))
        .toList();
  }

  private Future<?> load(Path csv) {
    return vertx.fileSystem().readFile(csv.toString()).compose(text -> insert(text.toString()));
  }

  private Future<?> insert(String csv) {
    List<Tuple> orders =
        csv.lines()
            .map(line -> line.split(","))
            .map(order -> Tuple.of(order[0], new BigDecimal(order[1])))
            .toList();
    return database.preparedQuery("insert into orders values ($1, $2)").executeBatch(orders);
  }
}
