package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.*;

/** Secrets, their versions and stages, by AWS's own client. */
@ExtendWith(LocalAwsExtension.class)
class SecretsIT {
  private final String name = "tests/" + UUID.randomUUID();
  private SecretsManagerClient client;

  @BeforeEach
  void take(LocalAws aws) {
    client = Clients.secrets(aws);
  }

  @Test
  void aSecretIsReadByNameArnAndPartialArn() {
    String arn = client.createSecret(r -> r.name(name).secretString("one")).arn();
    assertThat(arn).startsWith("arn:aws:secretsmanager:eu-west-1:").contains(name + "-");
    for (String id : List.of(name, arn, arn.substring(0, arn.length() - 7))) {
      GetSecretValueResponse read = client.getSecretValue(r -> r.secretId(id));
      assertThat(read.secretString()).isEqualTo("one");
      assertThat(read.name()).isEqualTo(name);
      assertThat(read.arn()).isEqualTo(arn);
      assertThat(read.versionStages()).containsExactly("AWSCURRENT");
    }
  }

  @Test
  void aMissingSecretIsReported() {
    assertThatThrownBy(() -> client.getSecretValue(r -> r.secretId(name)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Secrets Manager can't find the specified secret.");
    assertThatThrownBy(() -> client.putSecretValue(r -> r.secretId(name).secretString("x")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void binarySecretsAreReturnedAsBytes() {
    SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, 1, (byte) 255});
    client.createSecret(r -> r.name(name).secretBinary(bytes));
    GetSecretValueResponse read = client.getSecretValue(r -> r.secretId(name));
    assertThat(read.secretBinary()).isEqualTo(bytes);
    assertThat(read.secretString()).isNull();
    assertThatThrownBy(
            () ->
                client.putSecretValue(r -> r.secretId(name).secretBinary(bytes).secretString("x")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void aNewValueMakesTheOldOnePrevious() {
    String first = client.createSecret(r -> r.name(name).secretString("one")).versionId();
    String second = put("two");
    String third = put("three");
    assertThat(value("AWSCURRENT")).isEqualTo("three");
    assertThat(value("AWSPREVIOUS")).isEqualTo("two");
    assertThat(byVersion(first)).isEqualTo("one");
    assertThat(client.describeSecret(r -> r.secretId(name)).versionIdsToStages())
        .containsOnlyKeys(second, third);
  }

  @Test
  void aPendingValueBecomesCurrentWhenItsStageIsMoved() {
    String current = client.createSecret(r -> r.name(name).secretString("one")).versionId();
    String pending =
        client
            .putSecretValue(r -> r.secretId(name).secretString("two").versionStages("AWSPENDING"))
            .versionId();
    assertThat(value("AWSCURRENT")).isEqualTo("one");
    assertThat(value("AWSPENDING")).isEqualTo("two");
    assertThatThrownBy(
            () ->
                client.updateSecretVersionStage(
                    r -> r.secretId(name).versionStage("AWSCURRENT").moveToVersionId(pending)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining(current);
    client.updateSecretVersionStage(
        r ->
            r.secretId(name)
                .versionStage("AWSCURRENT")
                .moveToVersionId(pending)
                .removeFromVersionId(current));
    assertThat(value("AWSCURRENT")).isEqualTo("two");
    assertThat(value("AWSPREVIOUS")).isEqualTo("one");
    assertThatThrownBy(
            () ->
                client.updateSecretVersionStage(
                    r -> r.secretId(name).versionStage("AWSCURRENT").removeFromVersionId(pending)))
        .isInstanceOf(InvalidParameterException.class);
    client.updateSecretVersionStage(
        r -> r.secretId(name).versionStage("AWSPENDING").removeFromVersionId(pending));
    assertThatThrownBy(() -> value("AWSPENDING"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("staging label: AWSPENDING");
  }

  @Test
  void puttingAVersionIsIdempotent() {
    client.createSecret(r -> r.name(name).secretString("one"));
    String token = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      assertThat(
              client
                  .putSecretValue(
                      r -> r.secretId(name).secretString("two").clientRequestToken(token))
                  .versionId())
          .isEqualTo(token);
    }
    assertThatThrownBy(
            () ->
                client.putSecretValue(
                    r -> r.secretId(name).secretString("three").clientRequestToken(token)))
        .isInstanceOf(ResourceExistsException.class);
    assertThat(value("AWSPREVIOUS")).isEqualTo("one");
  }

  @Test
  void aVersionAndAStageThatDoNotBelongTogetherAreRefused() {
    String first = client.createSecret(r -> r.name(name).secretString("one")).versionId();
    put("two");
    assertThatThrownBy(
            () ->
                client.getSecretValue(
                    r -> r.secretId(name).versionId(first).versionStage("AWSCURRENT")))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> byVersion(UUID.randomUUID().toString()))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aNameIsTakenOnce() {
    client.createSecret(r -> r.name(name).secretString("one"));
    assertThatThrownBy(() -> client.createSecret(r -> r.name(name).secretString("two")))
        .isInstanceOf(ResourceExistsException.class)
        .hasMessageContaining("already exists");
    assertThatThrownBy(() -> client.createSecret(r -> r.name("no spaces").secretString("two")))
        .isInstanceOf(SecretsManagerException.class)
        .hasMessageContaining("Invalid name");
  }

  @Test
  void aDeletedSecretCanBeRestoredButNotRead() {
    client.createSecret(r -> r.name(name).secretString("one"));
    client.deleteSecret(r -> r.secretId(name));
    assertThatThrownBy(() -> client.getSecretValue(r -> r.secretId(name)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("marked for deletion");
    assertThatThrownBy(() -> client.createSecret(r -> r.name(name).secretString("two")))
        .isInstanceOf(InvalidRequestException.class);
    client.restoreSecret(r -> r.secretId(name));
    assertThat(value("AWSCURRENT")).isEqualTo("one");
    client.deleteSecret(r -> r.secretId(name).forceDeleteWithoutRecovery(true));
    assertThatThrownBy(() -> client.describeSecret(r -> r.secretId(name)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aBatchListsValuesAndErrors() {
    client.createSecret(r -> r.name(name + "/a").secretString("A"));
    client.createSecret(r -> r.name(name + "/b").secretString("B"));
    BatchGetSecretValueResponse batch =
        client.batchGetSecretValue(r -> r.secretIdList(name + "/a", name + "/b", name + "/c"));
    assertThat(batch.secretValues())
        .extracting(SecretValueEntry::secretString)
        .containsExactly("A", "B");
    assertThat(batch.errors()).hasSize(1);
    assertThat(batch.errors().get(0).secretId()).isEqualTo(name + "/c");
    assertThat(batch.errors().get(0).errorCode()).isEqualTo("ResourceNotFoundException");
    assertThat(
            client
                .batchGetSecretValuePaginator(
                    r ->
                        r.maxResults(1).filters(f -> f.key(FilterNameStringType.NAME).values(name)))
                .stream()
                .flatMap(page -> page.secretValues().stream()))
        .hasSize(2);
    assertThatThrownBy(() -> client.batchGetSecretValue(r -> r.maxResults(1)))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void secretsAreListedPageByPage() {
    for (int i = 0; i < 5; i++) {
      int n = i;
      client.createSecret(r -> r.name(name + "/" + n).secretString("x"));
    }
    assertThat(
            client
                .listSecretsPaginator(
                    r ->
                        r.maxResults(2).filters(f -> f.key(FilterNameStringType.NAME).values(name)))
                .stream()
                .flatMap(page -> page.secretList().stream()))
        .extracting(SecretListEntry::name)
        .containsExactly(name + "/0", name + "/1", name + "/2", name + "/3", name + "/4");
  }

  @Test
  void aValueHas64KibibytesAtMost() {
    String most = "é".repeat(32768);
    String more = most + "x";
    assertThatThrownBy(() -> client.createSecret(r -> r.name(name).secretString(more)))
        .isInstanceOf(SecretsManagerException.class)
        .hasMessageContaining("less than or equal to 65536")
        .hasMessageNotContaining("éé");
    client.createSecret(r -> r.name(name).secretString(most));
    assertThat(value("AWSCURRENT")).isEqualTo(most);
    assertThatThrownBy(() -> put(more)).hasMessageContaining("'secretString'");
    assertThatThrownBy(
            () ->
                client.updateSecret(
                    r -> r.secretId(name).secretBinary(SdkBytes.fromByteArray(new byte[65540]))))
        .hasMessageContaining("'secretBinary'");
    assertThat(value("AWSCURRENT")).isEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource({"31, greater than or equal to 32", "65, less than or equal to 64"})
  void aTokenOfAnotherLengthIsRefusedAndNothingIsMade(int length, String rule) {
    String token = "t".repeat(length);
    assertThatThrownBy(
            () ->
                client.createSecret(r -> r.name(name).secretString("x").clientRequestToken(token)))
        .isInstanceOf(SecretsManagerException.class)
        .hasMessageContaining(rule);
    client.createSecret(r -> r.name(name).secretString("one"));
    assertThatThrownBy(
            () ->
                client.putSecretValue(
                    r -> r.secretId(name).secretString("two").clientRequestToken(token)))
        .hasMessageContaining(rule);
    assertThatThrownBy(
            () ->
                client.updateSecret(
                    r -> r.secretId(name).description("new").clientRequestToken(token)))
        .hasMessageContaining(rule);
    assertThatThrownBy(() -> client.rotateSecret(r -> r.secretId(name).clientRequestToken(token)))
        .hasMessageContaining(rule);
    assertThat(client.describeSecret(r -> r.secretId(name)))
        .satisfies(
            secret -> {
              assertThat(secret.versionIdsToStages()).hasSize(1);
              assertThat(secret.description()).isNull();
            });
  }

  @Test
  void onlyAForcedDeletionSucceedsWithoutASecret() {
    assertThatThrownBy(() -> client.deleteSecret(r -> r.secretId(name)))
        .isInstanceOf(ResourceNotFoundException.class);
    DeleteSecretResponse gone =
        client.deleteSecret(r -> r.secretId(name).forceDeleteWithoutRecovery(true));
    assertThat(gone.name()).isEqualTo(name);
    assertThat(gone.deletionDate()).isNotNull();
    assertThatThrownBy(() -> client.describeSecret(r -> r.secretId(name)))
        .isInstanceOf(ResourceNotFoundException.class);
    client.createSecret(r -> r.name(name).secretString("one"));
    assertThatThrownBy(
            () ->
                client.deleteSecret(
                    r ->
                        r.secretId(name).forceDeleteWithoutRecovery(true).recoveryWindowInDays(7L)))
        .isInstanceOf(InvalidParameterException.class);
    assertThat(value("AWSCURRENT")).isEqualTo("one");
  }

  private String put(String value) {
    return client.putSecretValue(r -> r.secretId(name).secretString(value)).versionId();
  }

  private String value(String stage) {
    return client.getSecretValue(r -> r.secretId(name).versionStage(stage)).secretString();
  }

  private String byVersion(String id) {
    return client.getSecretValue(r -> r.secretId(name).versionId(id)).secretString();
  }
}
