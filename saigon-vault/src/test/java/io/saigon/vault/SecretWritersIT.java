package io.saigon.vault;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.vault.SecretRef;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretWriter;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** Writers of operators and tests, and the vaults that follow them. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class SecretWritersIT {
  private final String key = "/written/" + UUID.randomUUID();
  private LocalAws aws;
  private Vertx vertx;
  private Saigon saigon;

  @BeforeEach
  void open(Vertx vertx, LocalAws aws) {
    this.aws = aws;
    this.vertx = vertx;
    saigon = Saigon.create(vertx, aws.saigonOptions());
  }

  private void assertThatVaultsFollow(SecretWriter writer, SecretVault vault) {
    await(writer.put(key, "one"));
    SecretRef<String> ref = await(vault.ref(String.class, key));
    assertThat(ref.current()).isEqualTo("one");
    String version = await(writer.put(key, "two"));
    until(() -> ref.current().equals("two"));
    assertThat(ref.version()).isEqualTo(version);
  }

  @Test
  void aSecretIsCreatedAndReplacedAndVaultsFollow() {
    assertThatVaultsFollow(
        AwsSecretWriter.create(saigon), saigon.vault(VaultKind.AWS_SECRETS_MANAGER));
  }

  @Test
  void aParameterIsCreatedAndReplacedAndVaultsFollow() {
    assertThatVaultsFollow(AwsSsmWriter.create(saigon), saigon.vault(VaultKind.AWS_SSM));
  }

  @Test
  void jsonAndBytesAreWrittenAsTheyAre() {
    SecretWriter writer = AwsSecretWriter.create(saigon);
    SecretVault vault = saigon.vault();
    await(writer.put(key, new JsonObject().put("a", 1)));
    assertThat(await(vault.secret(JsonObject.class, key))).isEqualTo(new JsonObject().put("a", 1));
    Buffer bytes = Buffer.buffer(new byte[] {(byte) 0xff, 0, 1});
    await(writer.put(key + "-bytes", bytes));
    assertThat(await(vault.secret(Buffer.class, key + "-bytes"))).isEqualTo(bytes);
  }

  @Test
  void aRotationEndsWithTheNewValueAndVaultsFollow() {
    String function = "arn:aws:lambda:eu-west-1:000000000000:function:" + UUID.randomUUID();
    AwsService<SecretsManagerAsyncClient> client =
        VertxAws.create(vertx, aws.saigonOptions())
            .service("secretsmanager", SecretsManagerAsyncClient::builder);
    aws.rotationFunction(
        function, (step, secret, token) -> outside(() -> rotate(client, step, secret, token)));
    SecretWriter writer = AwsSecretWriter.create(saigon);
    await(writer.put(key, "one"));
    await(
        client.call(
            c ->
                c.rotateSecret(
                    r ->
                        r.secretId(key)
                            .rotationLambdaARN(function)
                            .rotationRules(rules -> rules.automaticallyAfterDays(30L))
                            .rotateImmediately(false))));
    SecretRef<String> ref = await(saigon.vault().ref(String.class, key));
    await(writer.rotate(key));
    until(() -> ref.current().equals("one+"));
  }

  /** Runs blocking work on a thread that no future completes on. */
  private static void outside(Runnable work) {
    CompletableFuture.runAsync(work).join();
  }

  private static void rotate(
      AwsService<SecretsManagerAsyncClient> client, String step, String secret, String token) {
    if (step.equals("createSecret")) {
      String before =
          await(client.call(c -> c.getSecretValue(r -> r.secretId(secret)))).secretString();
      await(
          client.call(
              c ->
                  c.putSecretValue(
                      r ->
                          r.secretId(secret)
                              .clientRequestToken(token)
                              .secretString(before + "+")
                              .versionStages("AWSPENDING"))));
    } else if (step.equals("finishSecret")) {
      String current =
          await(client.call(c -> c.getSecretValue(r -> r.secretId(secret)))).versionId();
      await(
          client.call(
              c ->
                  c.updateSecretVersionStage(
                      r ->
                          r.secretId(secret)
                              .versionStage("AWSCURRENT")
                              .moveToVersionId(token)
                              .removeFromVersionId(current))));
    }
  }

  @Test
  void whatCannotBeRotatedIsNamed() {
    SecretWriter writer = AwsSecretWriter.create(saigon);
    assertThat(failure(NotFoundException.class, writer.rotate(key))).hasMessageContaining(key);
    await(writer.put(key, "CANARY"));
    assertThat(failure(ServiceException.class, writer.rotate(key)))
        .hasMessageContaining(key)
        .hasMessageNotContaining("CANARY");
    assertThat(failure(ServiceException.class, AwsSsmWriter.create(saigon).rotate(key)))
        .hasMessage("Parameter Store has no rotation for parameter " + key + "; put its new value");
  }

  @Test
  void aWriterClosesWithItsSaigon() {
    SecretWriter writer = AwsSecretWriter.create(saigon);
    await(saigon.close());
    failure(ClosedException.class, writer.put(key, "one"));
    failure(ClosedException.class, writer.rotate(key));
  }
}
