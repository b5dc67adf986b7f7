package com.example;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.saigon.api.Saigon;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalAwsExtension.class)
class OrderVerticleTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(30, SECONDS);
  }

  @Test
  void anOrderIsKept(LocalAws aws, Saigon saigon) throws Exception {
    Path file = Path.of("src/test/resources/local-aws.json");
    aws.load(new JsonObject(Files.readString(file))).await(30, SECONDS);
    String apiUrl = aws.gateway().url().toString();

    vertx
        .deployVerticle(new OrderVerticle(saigon, apiUrl, aws.userPool().clientConfig()))
        .await(30, SECONDS);

    assertEquals(
        "{\"id\":\"42\",\"item\":\"tea\",\"cents\":450}",
        saigon
            .storage()
            .readString(S3ObjectDescriptor.of("orders", "order-42.json"), 1024)
            .await(30, SECONDS));
  }
}
