package io.saigon.examples.demo;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.Unzipped;
import io.saigon.api.vault.DbEnv;
import io.saigon.vault.pg.PgPools;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads the CSV files of an archive that S3's event announces into tables of the same names. */
final class CatalogVerticle extends VerticleBase {
  /** Takes S3's event as JSON; answers with the number of rows by table. */
  static final String ADDRESS = "catalog.import";

  private static final int BATCH = 1000;

  private static final Map<String, String> INSERTS =
      Map.of(
          "countries.csv", "insert into countries values ($1, $2, $3)",
          "currencies.csv", "insert into currencies values ($1, $2::text::int, $3)",
          "transitions.csv",
              "insert into transitions values ($1, $2::text::timestamptz, $3::text::int)");

  @Override
  public Future<?> start() {
    Saigon saigon = Saigon.create(vertx, SaigonOptions.fromConfig(config()));
    Pool db = PgPools.create(vertx, DbEnv.fromConfig("ORDERS", config()), saigon.vault());
    return vertx
        .eventBus()
        .<JsonObject>consumer(ADDRESS, event -> load(saigon, db, event))
        .completion();
  }

  private void load(Saigon saigon, Pool db, Message<JsonObject> event) {
    saigon
        .storage()
        .unzip(S3ObjectDescriptor.fromEvent(event.body()))
        .compose(files -> loadAll(db, files).eventually(files::delete))
        .onSuccess(event::reply)
        .onFailure(failure -> event.fail(1, failure.toString()));
  }

  private Future<JsonObject> loadAll(Pool db, Unzipped files) {
    JsonObject counts = new JsonObject();
    return db.withTransaction(
        connection -> {
          Future<JsonObject> done = Future.succeededFuture(counts);
          for (Path file : files.files()) {
            String name = file.getFileName().toString();
            String insert = INSERTS.get(name);
            if (insert == null) {
              return Future.failedFuture("No table for " + file);
            }
            done =
                done.compose(v -> rows(files.directory().resolve(file)))
                    .compose(
                        rows -> {
                          counts.put(name.replace(".csv", ""), rows.size());
                          return inBatches(
                              rows, part -> connection.preparedQuery(insert).executeBatch(part));
                        })
                    .map(counts);
          }
          return done;
        });
  }

  private Future<List<Tuple>> rows(Path file) {
    return vertx
        .fileSystem()
        .readFile(file.toString())
        .map(
            text ->
                text.toString()
                    .lines()
                    .skip(1)
                    .map(line -> Tuple.wrap((Object[]) line.split(";", 3)))
                    .toList());
  }

  private static Future<?> inBatches(
      List<Tuple> rows, java.util.function.Function<List<Tuple>, Future<?>> execute) {
    Future<?> done = Future.succeededFuture();
    for (int from = 0; from < rows.size(); from += BATCH) {
      List<Tuple> part = new ArrayList<>(rows.subList(from, Math.min(rows.size(), from + BATCH)));
      done = done.compose(v -> execute.apply(part));
    }
    return done;
  }
}
