package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.lambda.Lambdas;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** RotateSecret: calls the rotation function in four steps, after the caller has its answer. */
final class Rotations {
  private static final Logger LOG = LoggerFactory.getLogger(Rotations.class);
  private static final String TEST = "testSecret";
  private static final List<String> STEPS =
      List.of("createSecret", "setSecret", TEST, "finishSecret");

  /** A rotation that is to run, outside the lock of the service. */
  private record Run(Secret secret, String token, Lambdas.Handler handler, List<String> steps) {
    boolean isTest() {
      return steps.size() == 1;
    }
  }

  private final Vertx vertx;
  private final Secrets secrets;
  private final Clock clock;
  private final Operations operations;
  private final Lambdas lambdas;
  private final Set<String> rotating = new HashSet<>();

  Rotations(Vertx vertx, Secrets secrets, Clock clock, Operations operations, Lambdas lambdas) {
    this.lambdas = lambdas;
    this.vertx = vertx;
    this.secrets = secrets;
    this.clock = clock;
    this.operations = operations;
    operations.signed("RotateSecret", this::rotate).signed("CancelRotateSecret", this::cancel);
  }

  /** Rotates a secret now; the future ends with the last step. */
  Future<Void> rotate(String secretId) {
    return Future.future(
            (io.vertx.core.Promise<Run> promise) ->
                promise.complete(
                    operations.exclusively(
                        () -> begin(secrets.find(secretId).live(), UUID.randomUUID().toString()))))
        .compose(this::run);
  }

  /** Rotates the secrets whose date has come, one after the other on worker threads. */
  void rotateDue() {
    List<Run> due =
        operations.exclusively(
            () -> secrets.all().stream().filter(this::isDue).flatMap(this::scheduled).toList());
    due.forEach(
        run ->
            run(run)
                .onFailure(e -> LOG.warn("The rotation of {} failed", run.secret().name(), e))
                .onComplete(
                    done -> operations.exclusively(() -> rotating.remove(run.secret().name()))));
  }

  private boolean isDue(Secret secret) {
    Rotation rotation = secret.rotation();
    Instant next = rotation == null ? null : rotation.next();
    return next != null
        && !next.isAfter(clock.instant())
        && !secret.isDeleted()
        && !rotating.contains(secret.name());
  }

  /** A rotation on a schedule; one that failed before has its pending version already. */
  private Stream<Run> scheduled(Secret secret) {
    try {
      Run run =
          unfinished(secret)
              .map(version -> new Run(secret, version.id(), handlerOf(secret), STEPS))
              .orElseGet(() -> begin(secret, UUID.randomUUID().toString()));
      rotating.add(secret.name());
      return Stream.of(run);
    } catch (AwsError e) {
      LOG.warn("The secret {} could not be rotated on its date: {}", secret.name(), e.text());
      return Stream.empty();
    }
  }

  private JsonObject rotate(Params params) {
    String token = SecretsManager.token(params, "InvalidParameterException");
    Secret secret = secrets.find(params.text("SecretId")).live();
    if (secret.version(token).filter(version -> !version.isEmpty()).isPresent()) {
      // The request is repeated: rotating again would replace the value of the version it made.
      return secret.reference().put("VersionId", token);
    }
    Rotation known = secret.rotation();
    String function = params.optionalText("RotationLambdaARN");
    if (function == null && known == null) {
      throw new AwsError(
          "InvalidRequestException",
          "No Lambda rotation function ARN is associated with this secret.");
    }
    JsonObject rules = params.json("RotationRules");
    RotationRules.check(rules);
    handlerOf(function != null ? function : Objects.requireNonNull(known).function());
    secret.rotation(
        new Rotation(
            function != null ? function : Objects.requireNonNull(known).function(),
            rules.isEmpty() && known != null ? known.rules() : rules,
            true,
            clock.instant(),
            known == null ? null : known.last()));
    Optional<SecretVersion> pending = unfinished(secret);
    boolean now = !params.has("RotateImmediately") || params.flag("RotateImmediately");
    Run run =
        pending.isPresent()
            ? new Run(secret, pending.get().id(), handlerOf(secret), STEPS)
            : now ? begin(secret, token) : test(secret, token);
    run(run).onFailure(e -> LOG.warn("The rotation of the secret {} failed", secret.name(), e));
    if (pending.isPresent()) {
      throw new AwsError(
          "InvalidRequestException",
          "A previous rotation isn't complete. That rotation will be reattempted.");
    }
    return secret.reference().put("VersionId", token);
  }

  private JsonObject cancel(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    Rotation known = secret.rotation();
    if (known == null) {
      throw new AwsError(
          "InvalidRequestException", "You can't cancel rotation: the secret has none.");
    }
    secret.rotation(known.cancelled());
    return unfinished(secret)
        .map(version -> secret.reference().put("VersionId", version.id()))
        .orElseGet(secret::reference);
  }

  private Run begin(Secret secret, String token) {
    Lambdas.Handler handler = handlerOf(secret);
    secret.addPending(token, clock.instant());
    return new Run(secret, token, handler, STEPS);
  }

  private Run test(Secret secret, String token) {
    Lambdas.Handler handler = handlerOf(secret);
    secret.addTested(token, clock.instant());
    return new Run(secret, token, handler, List.of(TEST));
  }

  private Future<Void> run(Run run) {
    return vertx.executeBlocking(
        () -> {
          try {
            call(run);
          } finally {
            if (run.isTest()) {
              change(() -> run.secret().removePending(run.token()));
            }
          }
          if (!run.isTest()) {
            change(() -> end(run.secret()));
          }
          return null;
        },
        false);
  }

  private static void call(Run run) throws Exception {
    for (String step : run.steps()) {
      run.handler()
          .handle(
              new JsonObject()
                  .put("Step", step)
                  .put("SecretId", run.secret().arn())
                  .put("ClientRequestToken", run.token()));
    }
  }

  private void change(Runnable change) {
    operations.exclusively(
        () -> {
          change.run();
          return null;
        });
  }

  private void end(Secret secret) {
    if (unfinished(secret).isPresent()) {
      throw new AwsError(
          "InvalidRequestException",
          "The rotation function finished, but did not make the pending version current.");
    }
    secret.rotation(Objects.requireNonNull(secret.rotation()).done(clock.instant()));
  }

  private static Optional<SecretVersion> unfinished(Secret secret) {
    return secret
        .staged(Secret.PENDING)
        .filter(version -> !version.stages().contains(Secret.CURRENT));
  }

  private Lambdas.Handler handlerOf(Secret secret) {
    Rotation rotation = secret.rotation();
    if (rotation == null) {
      throw new AwsError(
          "InvalidRequestException",
          "The secret has no rotation function; RotateSecret names one.");
    }
    return handlerOf(rotation.function());
  }

  private Lambdas.Handler handlerOf(String function) {
    return lambdas
        .find(function)
        .orElseThrow(
            () ->
                new AwsError(
                    "AccessDeniedException",
                    "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function"
                        + " policy grants access to the principal secretsmanager.amazonaws.com."));
  }
}
