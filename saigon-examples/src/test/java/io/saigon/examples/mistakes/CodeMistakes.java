package io.saigon.examples.mistakes;

import static io.saigon.testkit.Await.await;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.error.ClosedException;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.vault.SecretVault;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Supplier;

/** Mistakes in the code of an application. */
final class CodeMistakes {
  private final Surroundings with;

  CodeMistakes(Surroundings with) {
    this.with = with;
  }

  Map<String, Mistake> all() {
    Saigon saigon = with.saigon;
    return Map.ofEntries(
        Map.entry("await on an event loop", this::awaitOnLoop),
        Map.entry("join on an event loop", () -> JoinOnLoop.make(with.aws.saigonOptions())),
        Map.entry("undeployment amid a call", this::undeployed),
        Map.entry("use after close", () -> Future.succeededFuture(closed().vault())),
        Map.entry("secret after close", this::secretAfterClose),
        Map.entry("object after close", this::objectAfterClose),
        Map.entry("log-in after close", this::loginAfterClose),
        Map.entry("request after close", this::requestAfterClose),
        Map.entry("null for a Vertx", () -> Future.succeededFuture(Saigon.create(null))),
        Map.entry("null for a key", () -> saigon.vault().secretString((String) null)),
        Map.entry(
            "null for a model", () -> saigon.vault().secret((Class<String>) null, "orders/db")),
        Map.entry(
            "null for a password", () -> Future.succeededFuture(LoginRequest.of("ann", null))),
        Map.entry(
            "null for a bucket", () -> Future.succeededFuture(S3ObjectDescriptor.of(null, "k"))),
        Map.entry("null for a path", () -> with.rest().getResource(JsonObject.class, null)));
  }

  private Future<?> awaitOnLoop() {
    Promise<String> read = Promise.promise();
    with.vertx.runOnContext(
        run -> {
          try {
            read.complete(with.saigon.vault().secretString("orders/text").await());
          } catch (RuntimeException e) {
            read.fail(e);
          }
        });
    return Future.succeededFuture(await(read.future()));
  }

  private Future<?> undeployed() {
    Promise<String> read = Promise.promise();
    VerticleBase verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            with.silent().vault().secretString("orders/db").onComplete(read);
            return Future.succeededFuture();
          }
        };
    return with.vertx
        .deployVerticle(verticle)
        .compose(with.vertx::undeploy)
        .compose(gone -> read.future());
  }

  /** A call after close fails; it does not throw. */
  private static Future<?> failed(Supplier<Future<?>> call) {
    try {
      return call.get();
    } catch (ClosedException e) {
      throw new AssertionError("The call throws", e);
    }
  }

  private Saigon closed() {
    Saigon closed = with.saigon(with.aws.saigonOptions());
    await(closed.close());
    return closed;
  }

  private Future<?> secretAfterClose() {
    Saigon saigon = with.saigon(with.aws.saigonOptions());
    SecretVault vault = saigon.vault();
    await(saigon.close());
    return failed(() -> vault.secretString("orders/db"));
  }

  private Future<?> objectAfterClose() {
    Saigon saigon = with.saigon(with.aws.saigonOptions());
    ObjectStorage storage = saigon.storage();
    await(saigon.close());
    return failed(() -> storage.download(Surroundings.object("text.zip")));
  }

  private Future<?> loginAfterClose() {
    Saigon saigon = with.saigon(with.aws.saigonOptions());
    CognitoClient cognito = saigon.cognito(with.cognito());
    await(saigon.close());
    return failed(
        () -> cognito.openSession(LoginRequest.of(Surroundings.USER, Surroundings.PASSWORD)));
  }

  private Future<?> requestAfterClose() {
    Saigon saigon = with.saigon(with.aws.saigonOptions());
    String url = with.aws.gateway().url().toString();
    AwsSigV4RestClient api = AwsSigV4RestClient.create(saigon, url, with.cognito());
    await(api.login(Surroundings.USER, Surroundings.PASSWORD));
    await(saigon.close());
    return failed(() -> api.getResource(JsonObject.class, "/orders/42"));
  }
}
