package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replication statuses, tags, filters and dates of secrets. */
@ExtendWith(LocalAwsExtension.class)
class SecretReplicasIT {
  private final String name = "replicated/" + UUID.randomUUID();
  private JsonCalls calls;

  @BeforeEach
  void createSecret(LocalAws aws) {
    calls = new JsonCalls(aws, "secretsmanager").with("name", name);
    calls.answer("CreateSecret", "{'Name':'$name','SecretString':'one'}");
  }

  private JsonObject described() {
    return calls.answer("DescribeSecret", "{'SecretId':'$name'}");
  }

  @Test
  void theStatusOfReplicasIsGivenBack() {
    JsonObject added =
        calls.answer(
            "ReplicateSecretToRegions",
            "{'SecretId':'$name','AddReplicaRegions':[{'Region':'us-east-1','KmsKeyId':'alias/x'}]}");
    assertThat(added.getJsonArray("ReplicationStatus").getJsonObject(0).getString("Status"))
        .isEqualTo("InProgress");
    JsonObject replica = described().getJsonArray("ReplicationStatus").getJsonObject(0);
    assertThat(replica.getString("Status")).isEqualTo("InSync");
    assertThat(replica.getString("KmsKeyId")).isEqualTo("alias/x");
    assertThat(described().getString("PrimaryRegion")).isEqualTo("eu-west-1");
    calls.assertRefused(
        "DeleteSecret", "{'SecretId':'$name'}", "InvalidParameterException", "[us-east-1]");
    calls.answer(
        "RemoveRegionsFromReplication",
        "{'SecretId':'$name','RemoveReplicaRegions':['us-east-1']}");
    assertThat(described().containsKey("ReplicationStatus")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "ReplicateSecretToRegions | {'SecretId':'$name','AddReplicaRegions':[{'Region':'eu-west-1'}]} | InvalidParameterException | primary",
        "ReplicateSecretToRegions | {'SecretId':'$name','AddReplicaRegions':[{'Region':'us-east-1'},{'Region':'us-east-1'}]} | InvalidParameterException | Duplicate",
        "ReplicateSecretToRegions | {'SecretId':'$name','AddReplicaRegions':[{'Region':'somewhere-1'}]} | InvalidParameterException | Invalid replica region",
        "ReplicateSecretToRegions | {'SecretId':'$name','AddReplicaRegions':[]} | ValidationException | length",
        "RemoveRegionsFromReplication | {'SecretId':'$name','RemoveReplicaRegions':['us-east-1']} | InvalidParameterException | not replicated",
        "StopReplicationToReplica | {'SecretId':'$name'} | InvalidRequestException | not a replica",
        "TagResource | {'SecretId':'$name','Tags':[{'Key':'aws:a','Value':'b'}]} | InvalidParameterException | aws:",
        "TagResource | {'SecretId':'$name','Tags':[{'Key':'a','Value':'b'},{'Key':'a','Value':'c'}]} | InvalidParameterException | Duplicate",
        "ListSecrets | {'Filters':[{'Key':'name','Values':[]}]} | ValidationException | length",
        "ListSecrets | {'Filters':[{'Key':'other','Values':['x']}]} | ValidationException | enum",
        "CreateSecret | {'Name':'x','SecretString':'y','Type':'z'} | ValidationException | no Type",
        "DeleteSecret | {'SecretId':'none','ForceDeleteWithoutRecovery':true,'RecoveryWindowInDays':7} | InvalidParameterException | conjunction",
      })
  void whatSecretsManagerRefusesIsRefused(
      String operation, String body, String code, String message) {
    calls.assertRefused(operation, body, code, message);
  }

  @Test
  void aReadSetsTheDateOfTheLastAccessAndVersionsArePaged() {
    assertThat(described().containsKey("LastAccessedDate")).isFalse();
    calls.answer("GetSecretValue", "{'SecretId':'$name'}");
    assertThat(described().getDouble("LastAccessedDate") % 86_400).isZero();
    calls.answer("PutSecretValue", "{'SecretId':'$name','SecretString':'two'}");
    JsonObject page = calls.answer("ListSecretVersionIds", "{'SecretId':'$name','MaxResults':1}");
    assertThat(page.getJsonArray("Versions")).hasSize(1);
    JsonObject last =
        calls.answer(
            "ListSecretVersionIds",
            "{'SecretId':'$name','MaxResults':1,'NextToken':'"
                + page.getString("NextToken")
                + "'}");
    assertThat(last.getJsonArray("Versions")).hasSize(1);
    assertThat(last.containsKey("NextToken")).isFalse();
  }
}
