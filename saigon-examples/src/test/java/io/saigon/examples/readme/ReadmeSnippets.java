package io.saigon.examples.readme;

import io.micrometer.core.instrument.MeterRegistry;
import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.Unzipped;
import io.saigon.api.storage.UploadedObject;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretVault;
import io.saigon.cognito.web.CognitoAuthHandler;
import io.saigon.health.SaigonHealth;
import io.saigon.micrometer.SaigonMeters;
import io.saigon.rest.vertx.RestCall;
import io.saigon.rest.vertx.RestClient;
import io.saigon.rest.vertx.WaitPolicy;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsProcess;
import io.saigon.testkit.fault.Fault;
import io.saigon.vault.config.VaultConfig;
import io.saigon.vault.pg.PgPools;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;

/** The code of the guides that no quick start runs; compiled, so that its names exist. */
@SuppressWarnings("unused")
final class ReadmeSnippets {
  record Order(String id) {}

  record OrderPage(List<Order> orders, String next) {}

  record Job(boolean finished) {}

  private ReadmeSnippets() {}

  static void users(
      Saigon saigon,
      String userPoolId,
      String clientId,
      String identityPoolId,
      String password,
      Router router) {
    // tag::users[]
    CognitoClient cognito =
        saigon.cognito(CognitoClientConfig.of(userPoolId, clientId, identityPoolId));
    CognitoSessions sessions = cognito.sessions(10_000); // at most; of as many users
    Future<AwsCredentials> ofAnn =
        cognito
            .openSession(LoginRequest.of("ann@example.com", password))
            .map(sessions::add) // from then on sessions.find("ann@example.com")
            .compose(CognitoSession::credentials);

    CognitoVerifier verifier =
        saigon.cognitoVerifier(CognitoVerifierConfig.of(userPoolId, clientId));
    router.route("/orders/*").handler(CognitoAuthHandler.create(verifier)); // saigon-cognito-web
    // end::users[]
  }

  static final class WarmService extends VerticleBase {
    private Saigon saigon;
    private SecretVault vault;

    @Override
    public Future<?> start() {
      // tag::warm-up[]
      return vertx
          .executeBlocking(
              () -> {
                saigon = Saigon.create(vertx);
                vault = saigon.vault();
                return saigon;
              })
          .compose(Saigon::warmUp);
      // end::warm-up[]
    }
  }

  static void pool(Vertx vertx, Saigon saigon) {
    // tag::pool[]
    Pool db = PgPools.create(vertx, DbEnv.prefixed("ORDERS"), saigon.vault());
    // end::pool[]
  }

  static void config(Saigon saigon, Vertx vertx) {
    // tag::config[]
    ConfigStoreOptions orders =
        new ConfigStoreOptions()
            .setType("saigon-parameters") // or saigon-secrets, saigon-app-config, saigon-vault
            .setConfig(new JsonObject().put("path", "/orders"));
    ConfigRetriever retriever =
        VaultConfig.retriever(saigon, new ConfigRetrieverOptions().addStore(orders));
    retriever.configStream().handler(config -> vertx.eventBus().publish("config", config));
    Future<JsonObject> first = retriever.getConfig();
    // end::config[]
  }

  static void calls(RestClient api) {
    // tag::calls[]
    RestCall call = api.call(HttpMethod.GET, "/orders").query("state", "open").name("orders.list");
    Future<List<Order>> all =
        call.pages(OrderPage.class)
            .byToken("after", OrderPage::next)
            .collect(OrderPage::orders, 10_000);
    Future<Job> done =
        api.call(HttpMethod.GET, "/jobs/7")
            .sendUntil(Job.class, Job::finished, WaitPolicy.upTo(Duration.ofMinutes(2)));
    // end::calls[]
  }

  static void objects(Saigon saigon, JsonObject event, ReadStream<Buffer> stream) {
    // tag::objects[]
    ObjectStorage storage = saigon.storage();
    S3ObjectDescriptor source =
        S3ObjectDescriptor.fromEvent(event); // Lambda, SQS, SNS, EventBridge
    Future<Unzipped> tree = storage.unzip(source); // all files of a zip, or none
    Future<Unzipped> days =
        storage
            .openArchive(source) // reads the zip's directory only
            .compose(zip -> zip.extract(entry -> entry.name().endsWith(".csv")));
    Future<UploadedObject> kept = storage.upload("orders", "today.csv", stream); // of any length
    S3ObjectDescriptor list = S3ObjectDescriptor.parse("s3://orders/today.csv");
    Future<String> text = storage.readString(list, 1 << 20); // fails if it has more bytes
    Future<List<ObjectInfo>> some = storage.list("orders", "2026/", 1_000);
    // end::objects[]
  }

  static void watch(
      Vertx vertx, MeterRegistry registry, HealthChecks readiness, HealthChecks liveness) {
    // tag::watch[]
    // saigon-micrometer: before the first Saigon; not needed with vertx-micrometer-metrics
    SaigonMeters.bind(vertx, registry);
    // saigon-health: vaults, pools, services, sessions and credentials
    readiness.register("saigon", SaigonHealth.readiness(vertx));
    liveness.register("saigon", SaigonHealth.liveness(vertx));
    // end::watch[]
  }

  static void process(Vertx vertx, ProcessBuilder processBuilder) {
    // tag::process[]
    try (LocalAwsProcess aws = LocalAwsProcess.start()) { // waits until it can be called
      Saigon saigon = Saigon.create(vertx, aws.saigonOptions());
      processBuilder.environment().putAll(aws.environment());
    }
    // end::process[]
  }

  static void pod(LocalAws aws, ProcessBuilder processBuilder) {
    // tag::pod[]
    processBuilder.environment().putAll(aws.pod().webIdentityEnvironment()); // or aws.instance()
    aws.faults().next("sts.AssumeRoleWithWebIdentity", Fault.throttling()); // "imds", "ecs-agent"
    // end::pod[]
  }

  static void lambda(LocalAws aws) {
    // tag::lambda[]
    aws.lambda(
        "arn:aws:lambda:eu-west-1:000000000000:function:pre-sign-up", // as in LambdaConfig
        event -> {
          event.getJsonObject("response").put("autoConfirmUser", true);
          return event;
        });
    // end::lambda[]
  }
}
