package io.saigon.examples.observability;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.fault.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs of everything, at every level; java.util.logging is what System.Logger and SLF4J have. */
class LogsIT {
  private static final Path FIXTURE =
      Path.of("consumers/quickstart/src/test/resources/local-aws.json");
  private static final String CANARY = "C4nary-5ecret-va1ue";

  private final LogRecording log = new LogRecording();
  private final Vertx outside = Vertx.vertx();
  private final Vertx vertx = Vertx.vertx();
  private LocalAws aws;
  private Saigon saigon;

  @BeforeEach
  void start() throws Exception {
    aws = LocalAws.start(outside).await(30, SECONDS);
    aws.load(new JsonObject(Files.readString(FIXTURE))).await(30, SECONDS);
    aws.load(
            new JsonObject()
                .put("secrets", new JsonObject().put("token", new JsonObject().put("v", CANARY))))
        .await(30, SECONDS);
    saigon =
        Saigon.create(
            vertx,
            aws.saigonOptions()
                .withSettings("aws-secrets-manager", new JsonObject().put("ttlMs", 50)));
    log.start();
  }

  @AfterEach
  void stop() throws Exception {
    log.stop();
    vertx.close().await(30, SECONDS);
    aws.stop().await(30, SECONDS);
    outside.close().await(30, SECONDS);
  }

  @Test
  void noSecretIsLoggedAtAnyLevel() throws Exception {
    AwsSigV4RestClient api =
        AwsSigV4RestClient.create(
            saigon, aws.gateway().url().toString(), aws.userPool().clientConfig());
    JsonObject shop = saigon.vault().secret(JsonObject.class, "shop").await(30, SECONDS);
    saigon.vault().secret(JsonObject.class, "token").await(30, SECONDS);
    saigon.vault().secret(Integer.class, "token").otherwiseEmpty().await(30, SECONDS);
    String password = shop.getString("password");
    CognitoSession user = api.login("ann@example.com", password).await(30, SECONDS);
    api.login("ann@example.com", CANARY).otherwiseEmpty().await(30, SECONDS);
    api.getResource(JsonObject.class, "/orders/42").await(30, SECONDS);
    S3ObjectDescriptor object = S3ObjectDescriptor.of("orders", "canary.txt");
    saigon.storage().upload(object, Buffer.buffer(CANARY)).await(30, SECONDS);
    saigon.storage().readString(object, 100).await(30, SECONDS);
    aws.faults().always("secretsmanager", Fault.error(500, "InternalServiceError"));
    saigon.vault().refresh("token").otherwiseEmpty().await(60, SECONDS);
    saigon.vault().refresh("shop").otherwiseEmpty().await(60, SECONDS);

    CognitoTokens tokens = user.tokens().await(30, SECONDS);
    AwsCredentials credentials = user.credentials().await(30, SECONDS);
    List<String> secrets =
        List.of(
            CANARY,
            password,
            tokens.accessToken(),
            tokens.idToken(),
            tokens.refreshToken(),
            credentials.secretAccessKey(),
            credentials.sessionToken(),
            aws.secretAccessKey());
    assertThat(log.lines()).extracting(LogRecording.Line::level).contains(Level.FINE);
    log.assertNone(secrets);
  }

  @Test
  void theChosenVaultAndAnOutageAreOneLineEachWithoutAStack() throws Exception {
    saigon.vault().ref(JsonObject.class, "shop").await(30, SECONDS);
    assertThat(ofSaigon(line -> line.text().contains("serves, chosen by")))
        .singleElement()
        .satisfies(line -> assertThat(line.level()).isEqualTo(Level.FINE))
        .satisfies(
            line ->
                assertThat(line.text())
                    .contains("aws-secrets-manager", "default", "ttlMs")
                    .doesNotContain("50"));

    aws.faults().always("secretsmanager", Fault.error(500, "InternalServiceError"));
    await(line -> line.text().contains("can't refresh secret shop"));
    saigon.vault().refresh("shop").otherwiseEmpty().await(60, SECONDS);
    aws.faults().clear();
    await(line -> line.text().contains("can refresh secret shop again"));

    assertThat(ofSaigon(line -> line.level().intValue() >= Level.WARNING.intValue()))
        .singleElement()
        .satisfies(line -> assertThat(line.level()).isEqualTo(Level.WARNING))
        .satisfies(line -> assertThat(line.hasStack()).isFalse());
  }

  private List<LogRecording.Line> ofSaigon(Predicate<LogRecording.Line> which) {
    return log.lines().stream()
        .filter(line -> line.logger().startsWith("io.saigon.api"))
        .filter(which)
        .toList();
  }

  private void await(Predicate<LogRecording.Line> which) throws Exception {
    await(which, 800).await(60, SECONDS);
    assertThat(ofSaigon(which)).isNotEmpty();
  }

  private Future<Void> await(Predicate<LogRecording.Line> which, int tries) {
    return tries == 0 || !ofSaigon(which).isEmpty()
        ? Future.succeededFuture()
        : vertx.timer(50).compose(late -> await(which, tries - 1));
  }
}
