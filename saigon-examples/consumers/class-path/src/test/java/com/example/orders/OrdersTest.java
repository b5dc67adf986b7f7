package com.example.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.vault.DbEnv;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.saigon.testkit.LocalPostgres;
import io.saigon.vault.pg.PgPools;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalAwsExtension.class)
class OrdersTest {
  private static final JsonObject DATABASE =
      new JsonObject().put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
  private final Vertx vertx = Vertx.vertx();

  record Summary(String caller, int count, double sum) {}

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void anArchiveOfOrdersIsLoadedAndAUserSeesItsSum(
      LocalAws aws, LocalPostgres postgres, Saigon saigon) throws Exception {
    pointTo(aws);
    await(postgres.execute("create table orders (id text primary key, amount numeric)"));
    await(postgres.execute("grant all on orders to " + postgres.username()));
    aws.createSecret("orders/db", credentials(postgres));
    await(aws.createBucket("inbox"));

    Pool database = PgPools.create(vertx, DbEnv.fromConfig("ORDERS", DATABASE), saigon.vault());
    S3ObjectDescriptor archive = S3ObjectDescriptor.of("inbox", "march 2026.zip");
    Buffer zip = zip(Map.of("a.csv", "1,40.00\n2,2.50\n", "south/b.csv", "3,7.50\n"));
    await(saigon.storage().upload(archive, zip));
    await(new OrdersImport(vertx, saigon.storage(), database).load(event("march+2026.zip")));

    int port = freePort();
    JsonObject trust = new JsonObject().put("caBundle", aws.environment().get("AWS_CA_BUNDLE"));
    JsonObject config = DATABASE.copy().put("saigon", trust);
    await(vertx.deployVerticle(new OrdersService(port), new DeploymentOptions().setConfig(config)));
    aws.gateway().route("/orders", URI.create("http://127.0.0.1:" + port));
    String ann = aws.userPool().createUser("ann@example.com", "Corr3ct-Horse");
    AwsSigV4RestClient api =
        AwsSigV4RestClient.create(
            saigon, aws.gateway().url().toString(), aws.userPool().clientConfig());
    await(api.login("ann@example.com", "Corr3ct-Horse"));

    assertThat(await(api.getResource(Summary.class, "/orders"))).isEqualTo(new Summary(ann, 3, 50));
  }

  /**
   * The service finds AWS as it would in production, by the SDK's own settings; its CA is
   * configured.
   */
  private static void pointTo(LocalAws aws) {
    System.setProperty("aws.region", aws.region());
    System.setProperty("aws.accessKeyId", aws.accessKeyId());
    System.setProperty("aws.secretAccessKey", aws.secretAccessKey());
    System.setProperty("aws.endpointUrl", aws.endpoint().toString());
  }

  private static String credentials(LocalPostgres postgres) {
    return new JsonObject()
        .put("host", postgres.host())
        .put("port", postgres.port())
        .put("dbname", postgres.database())
        .put("username", postgres.username())
        .put("password", postgres.password())
        .encode();
  }

  private static JsonObject event(String key) {
    JsonObject s3 =
        new JsonObject()
            .put("bucket", new JsonObject().put("name", "inbox"))
            .put("object", new JsonObject().put("key", key));
    return new JsonObject().put("Records", new JsonArray().add(new JsonObject().put("s3", s3)));
  }

  private static Buffer zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(UTF_8));
      }
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }
}
