package com.example.mixed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import io.saigon.api.Saigon;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.File;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;

/**
 * The SDK's artifacts bring Netty 4.1 and are declared first, so that Maven would take half of
 * Netty from there; what saigon-bom manages wins.
 */
@ExtendWith(LocalAwsExtension.class)
class OneNettyTest {
  private final Vertx vertx = Vertx.vertx();
  private URI tables;

  /** DynamoDB as far as it is needed here. */
  @BeforeEach
  void serve() throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(r -> r.response().end("{\"TableNames\":[\"orders\"]}"));
    tables = URI.create("http://127.0.0.1:" + await(server.listen(0, "127.0.0.1")).actualPort());
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void allJarsOfNettyAreOfOneVersion() {
    Set<String> versions =
        Pattern.compile("netty-[a-z0-9-]+?-(\\d+\\.\\d+\\.\\d+\\.Final)[^/]*\\.jar")
            .matcher(System.getProperty("java.class.path").replace(File.separatorChar, '/'))
            .results()
            .map(jar -> jar.group(1))
            .collect(toSet());

    assertThat(versions).singleElement().asString().startsWith("4.2.");
    assertThat(Version.identify().values())
        .extracting(Version::artifactVersion)
        .containsOnly(versions.iterator().next());
  }

  @Test
  void theSdksOwnEngineWorksBesideVertx(LocalAws aws) throws Exception {
    try (DynamoDbAsyncClient dynamo =
        DynamoDbAsyncClient.builder()
            .httpClientBuilder(NettyNioAsyncHttpClient.builder())
            .region(Region.of(aws.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey())))
            .endpointOverride(tables)
            .build()) {
      assertThat(dynamo.listTables().get(30, SECONDS).tableNames()).containsExactly("orders");
    }
  }

  @Test
  void anyClientOfTheSdkRunsOnVertx(LocalAws aws) throws Exception {
    VertxAws onVertx = VertxAws.create(vertx, aws.saigonOptions().withEndpoint("dynamodb", tables));

    assertThat(await(list(onVertx)).tableNames()).containsExactly("orders");
  }

  private static Future<ListTablesResponse> list(VertxAws aws) {
    // tag::client[]
    AwsService<DynamoDbAsyncClient> db = aws.service("dynamodb", DynamoDbAsyncClient::builder);
    Future<ListTablesResponse> tables = db.call(client -> client.listTables());
    // end::client[]
    return tables;
  }

  @Test
  void aSecretIsReadBesideThem(LocalAws aws, Saigon saigon) throws Exception {
    aws.createSecret("mixed/token", "t0ken");

    assertThat(await(saigon.vault().secretString("mixed/token"))).isEqualTo("t0ken");
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }
}
