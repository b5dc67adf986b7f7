package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.*;

/** Secrets that are rotated by a function of the test, as by AWS's template. */
@ExtendWith(LocalAwsExtension.class)
class RotationIT {
  private final String name = "rotated/" + UUID.randomUUID();
  private final String function =
      "arn:aws:lambda:eu-west-1:000000000000:function:" + UUID.randomUUID();
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private LocalAws aws;
  private SecretsManagerClient client;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
    client = Clients.secrets(aws);
    client.createSecret(r -> r.name(name).secretString("one"));
  }

  @Test
  void aFunctionRunsItsStepsAndTheNewValueBecomesCurrent() throws Exception {
    aws.rotationFunction(function, this::rotate);
    RotateSecretResponse started =
        client.rotateSecret(
            r ->
                r.secretId(name)
                    .rotationLambdaARN(function)
                    .rotationRules(rules -> rules.automaticallyAfterDays(30L))
                    .rotateImmediately(false));
    assertThat(started.versionId()).isNotNull();
    waitUntilTested();
    assertThat(steps).containsExactly("testSecret");
    steps.clear();
    aws.rotateSecret(name).toCompletionStage().toCompletableFuture().get();
    assertThat(steps).containsExactly("createSecret", "setSecret", "testSecret", "finishSecret");
    assertThat(value("AWSCURRENT")).isEqualTo("one+");
    assertThat(value("AWSPREVIOUS")).isEqualTo("one");
    DescribeSecretResponse described = client.describeSecret(r -> r.secretId(name));
    assertThat(described.rotationEnabled()).isTrue();
    assertThat(described.rotationLambdaARN()).isEqualTo(function);
    assertThat(described.rotationRules().automaticallyAfterDays()).isEqualTo(30);
    assertThat(described.lastRotatedDate()).isNotNull();
    assertThat(described.nextRotationDate()).isAfter(described.lastRotatedDate());
    client.cancelRotateSecret(r -> r.secretId(name));
    assertThat(client.describeSecret(r -> r.secretId(name)).rotationEnabled()).isFalse();
  }

  @Test
  void aTestOfTheFunctionSeesTheCurrentValueAsPendingAndLeavesNothing() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    aws.rotationFunction(
        function,
        (step, secret, token) -> {
          seen.add(
              client
                  .getSecretValue(
                      r -> r.secretId(secret).versionId(token).versionStage("AWSPENDING"))
                  .secretString());
          throw new IllegalStateException("the test fails");
        });
    configure();
    assertThat(seen).containsExactly("one");
    aws.rotationFunction(function, this::rotate);
    aws.rotateSecret(name).toCompletionStage().toCompletableFuture().get();
    assertThat(value("AWSCURRENT")).isEqualTo("one+");
  }

  @Test
  void aPendingVersionHasNoValueUntilTheFunctionPutsOne() throws Exception {
    aws.rotationFunction(
        function,
        (step, secret, token) -> {
          if (step.equals("createSecret")) {
            assertThatThrownBy(
                    () ->
                        client.getSecretValue(
                            r -> r.secretId(secret).versionId(token).versionStage("AWSPENDING")))
                .isInstanceOf(ResourceNotFoundException.class);
            assertThat(
                    client.describeSecret(r -> r.secretId(secret)).versionIdsToStages().get(token))
                .containsExactly("AWSPENDING");
            assertThat(value("AWSCURRENT")).isEqualTo("one");
          }
          rotate(step, secret, token);
        });
    configure();
    aws.rotateSecret(name).toCompletionStage().toCompletableFuture().get();
    assertThat(value("AWSCURRENT")).isEqualTo("one+");
  }

  @Test
  void aFailedRotationStaysIncompleteAndIsRetried() throws Exception {
    aws.rotationFunction(
        function,
        (step, secret, token) -> {
          if (step.equals("setSecret")) {
            throw new IllegalStateException("the database is away");
          }
          rotate(step, secret, token);
        });
    configure();
    assertThatThrownBy(() -> aws.rotateSecret(name).toCompletionStage().toCompletableFuture().get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("the database is away");
    assertThat(value("AWSCURRENT")).isEqualTo("one");
    assertThatThrownBy(() -> client.rotateSecret(r -> r.secretId(name)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("A previous rotation isn't complete.");
  }

  @Test
  void aRotationThatMakesNothingCurrentFails() throws Exception {
    aws.rotationFunction(
        function,
        (step, secret, token) -> {
          if (step.equals("createSecret")) {
            rotate(step, secret, token);
          }
        });
    configure();
    assertThatThrownBy(() -> aws.rotateSecret(name).toCompletionStage().toCompletableFuture().get())
        .hasMessageContaining("did not make the pending version current.");
    assertThat(value("AWSCURRENT")).isEqualTo("one");
    assertThat(value("AWSPENDING")).isEqualTo("one+");
    assertThat(client.describeSecret(r -> r.secretId(name)).lastRotatedDate()).isNull();
  }

  @Test
  void secretsThatCannotBeRotatedAreReported() {
    assertThatThrownBy(() -> client.rotateSecret(r -> r.secretId(name)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("No Lambda rotation function ARN");
    assertThatThrownBy(() -> client.rotateSecret(r -> r.secretId(name).rotationLambdaARN(function)))
        .isInstanceOf(SecretsManagerException.class)
        .hasMessageContaining("Secrets Manager cannot invoke the specified Lambda function");
    assertThatThrownBy(() -> client.cancelRotateSecret(r -> r.secretId(name)))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> aws.rotateSecret(name).toCompletionStage().toCompletableFuture().get())
        .hasMessageContaining("has no rotation function");
    client.deleteSecret(r -> r.secretId(name));
    assertThatThrownBy(() -> client.rotateSecret(r -> r.secretId(name).rotationLambdaARN(function)))
        .isInstanceOf(InvalidRequestException.class);
  }

  @ParameterizedTest
  @FreshLocalAws
  @CsvSource(
      nullValues = "none",
      value = {"10, none, 11", "none, rate(10 days), 11", "none, cron(0 3 1 * ? *), 32"})
  void aSecretIsRotatedWhenTheClockPassesItsDate(
      @Nullable Long days, @Nullable String expression, int passed) throws Exception {
    CountDownLatch back = new CountDownLatch(1);
    aws.rotationFunction(
        function,
        (step, secret, token) -> {
          // The client of the function signs by the machine's clock.
          if (step.equals("createSecret")) {
            back.await();
          }
          rotate(step, secret, token);
        });
    client.rotateSecret(
        r ->
            r.secretId(name)
                .rotationLambdaARN(function)
                .rotateImmediately(false)
                .rotationRules(
                    rules -> rules.automaticallyAfterDays(days).scheduleExpression(expression)));
    waitUntilTested();
    Instant due = client.describeSecret(r -> r.secretId(name)).nextRotationDate();
    assertThat(due).isAfter(aws.clock().instant());
    aws.clock().advance(Duration.ofHours(1));
    aws.clock().advance(Duration.ofDays(passed));
    aws.clock().reset();
    back.countDown();
    waitFor(() -> value("AWSCURRENT").equals("one+"));
    assertThat(steps.stream().filter("createSecret"::equals)).hasSize(1);
  }

  private static void waitFor(BooleanSupplier condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the rotation ends").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** Configures the function without rotating at once, which only runs its test step. */
  private void configure() {
    client.rotateSecret(r -> r.secretId(name).rotationLambdaARN(function).rotateImmediately(false));
    waitUntilTested();
  }

  private void waitUntilTested() {
    long end = System.nanoTime() + 10_000_000_000L;
    while (client.describeSecret(r -> r.secretId(name)).versionIdsToStages().size() > 1) {
      assertThat(System.nanoTime()).as("the test step ends").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private void rotate(String step, String secret, String token) {
    steps.add(step);
    if (step.equals("createSecret")) {
      client.putSecretValue(
          r ->
              r.secretId(secret)
                  .clientRequestToken(token)
                  .secretString(value("AWSCURRENT") + "+")
                  .versionStages("AWSPENDING"));
    } else if (step.equals("finishSecret")) {
      String current =
          client.getSecretValue(r -> r.secretId(secret).versionStage("AWSCURRENT")).versionId();
      client.updateSecretVersionStage(
          r ->
              r.secretId(secret)
                  .versionStage("AWSCURRENT")
                  .moveToVersionId(token)
                  .removeFromVersionId(current));
    }
  }

  private String value(String stage) {
    return client.getSecretValue(r -> r.secretId(name).versionStage(stage)).secretString();
  }
}
