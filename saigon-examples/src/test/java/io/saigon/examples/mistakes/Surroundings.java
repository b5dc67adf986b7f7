package io.saigon.examples.mistakes;

import static io.saigon.testkit.Await.await;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.aws.VertxAsyncHttpClient;
import io.saigon.aws.VertxAws;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.fault.FaultyWire;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** A local AWS that works, with a user, secrets and objects, and ways to reach it wrongly. */
final class Surroundings implements AutoCloseable {
  static final String USER = "ann@example.com";
  static final String PASSWORD = "Canary-Passw0rd";
  static final String SECRET = "canary-secret-value";
  static final String BUCKET = "orders";

  /** Of a call that no answer comes to; short, for a test that waits for it. */
  static final Duration TIMEOUT = Duration.ofMillis(500);

  final Vertx vertx = Vertx.vertx();
  final LocalAws aws = await(LocalAws.start(vertx));
  final Path directory;
  final Saigon saigon;
  final int silentGateway;
  private final SaigonOptions silent;

  Surroundings(Path directory) {
    this.directory = directory;
    aws.userPool().createUser(USER, PASSWORD);
    aws.gateway().route("/", aws.endpoint(), aws.trustOptions());
    aws.httpGateway().route("/", aws.endpoint(), aws.trustOptions());
    saigon = saigon(aws.saigonOptions());
    silent = at(stalled(aws.endpoint()), stalled(aws.s3Endpoint()));
    silentGateway = stalled(aws.gateway().url());
    await(
        aws.load(
            new JsonObject()
                .put(
                    "secrets",
                    new JsonObject()
                        .put("orders/db", new JsonObject().put("username", SECRET))
                        .put("orders/text", SECRET))));
    await(aws.createBucket(BUCKET));
    await(saigon.storage().upload(object("text.zip"), Buffer.buffer("no zip, only " + SECRET)));
  }

  static S3ObjectDescriptor object(String key) {
    return S3ObjectDescriptor.of(BUCKET, key);
  }

  /** Creates a Saigon on the context of the calling thread. */
  Saigon saigon(SaigonOptions options) {
    return Saigon.create(vertx, options);
  }

  /** Returns options for the same services, where nothing listens. */
  SaigonOptions down() {
    try (ServerSocket free = new ServerSocket(0)) {
      return at(free.getLocalPort(), free.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates a Saigon for the same services, which accept connections and never answer. */
  Saigon silent() {
    Saigon made = saigon(silent);
    VertxAws engine =
        made.context()
            .shared(
                VertxAws.class,
                () ->
                    VertxAws.create(
                        vertx,
                        silent,
                        VertxAsyncHttpClient.builder(vertx)
                            .trust(silent.effectiveTrust())
                            .option(SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT, TIMEOUT)
                            .option(SdkHttpConfigurationOption.READ_TIMEOUT, TIMEOUT)
                            .build()));
    made.context().onClose(engine::close);
    return made;
  }

  /** Returns a port before a server from which nothing comes back. */
  private int stalled(URI server) {
    FaultyWire wire = await(FaultyWire.start(vertx, "127.0.0.1", server.getPort()));
    wire.stall();
    return wire.port();
  }

  private SaigonOptions at(int port, int s3Port) {
    return aws.saigonOptions()
        .withEndpoint("https://127.0.0.1:" + port)
        .withEndpoint("s3", "https://127.0.0.1:" + s3Port);
  }

  /** Has the log-ins of a user need a code by SMS. */
  void requireCode(String username) {
    aws.userPool().createUser(username, PASSWORD, Map.of("phone_number", "+491701234567"));
    await(
        VertxAws.of(saigon.context())
            .service("cognito-idp", CognitoIdentityProviderAsyncClient::builder)
            .call(
                client ->
                    client.adminSetUserMFAPreference(
                        r ->
                            r.userPoolId(aws.userPool().id())
                                .username(username)
                                .smsMfaSettings(s -> s.enabled(true).preferredMfa(true)))));
  }

  CognitoClientConfig cognito() {
    return aws.userPool().clientConfig();
  }

  AwsSigV4RestClient rest() {
    return AwsSigV4RestClient.create(saigon, aws.gateway().url().toString(), cognito());
  }

  Path emptyDirectory() throws IOException {
    return Files.createTempDirectory(directory, "empty");
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
