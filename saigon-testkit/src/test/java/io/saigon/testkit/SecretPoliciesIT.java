package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.*;

/** Resource policies, keys and repeated creation of secrets. */
@ExtendWith(LocalAwsExtension.class)
class SecretPoliciesIT {
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":%s,\
      "Action":"secretsmanager:GetSecretValue","Resource":"*"}]}""";
  private static final String MINE =
      POLICY.formatted("{\"AWS\":\"arn:aws:iam::000000000000:root\"}");

  private final String name = "policies/" + UUID.randomUUID();
  private SecretsManagerClient client;

  @BeforeEach
  void take(LocalAws aws) {
    client = Clients.secrets(aws);
  }

  @Test
  void aPolicyIsKeptUntilItIsDeleted() {
    client.createSecret(r -> r.name(name).secretString("one"));
    assertThat(client.getResourcePolicy(r -> r.secretId(name)).resourcePolicy()).isNull();
    client.putResourcePolicy(r -> r.secretId(name).resourcePolicy(MINE).blockPublicPolicy(true));
    assertThat(client.getResourcePolicy(r -> r.secretId(name)).resourcePolicy()).isEqualTo(MINE);
    client.deleteResourcePolicy(r -> r.secretId(name));
    assertThat(client.getResourcePolicy(r -> r.secretId(name)).resourcePolicy()).isNull();
  }

  @Test
  void publicAndMalformedPoliciesAreRefused() {
    client.createSecret(r -> r.name(name).secretString("one"));
    String open = POLICY.formatted("\"*\"");
    assertThatThrownBy(
            () ->
                client.putResourcePolicy(
                    r -> r.secretId(name).resourcePolicy(open).blockPublicPolicy(true)))
        .isInstanceOf(PublicPolicyException.class);
    assertThat(client.validateResourcePolicy(r -> r.resourcePolicy(open)).policyValidationPassed())
        .isFalse();
    assertThat(client.validateResourcePolicy(r -> r.resourcePolicy(MINE)).policyValidationPassed())
        .isTrue();
    assertThatThrownBy(() -> client.putResourcePolicy(r -> r.secretId(name).resourcePolicy("{}")))
        .isInstanceOf(MalformedPolicyDocumentException.class)
        .hasMessageContaining("invalid Json");
  }

  @Test
  void aSecretIsCreatedOnceByTheSameRequest() {
    String token = UUID.randomUUID().toString();
    String arn =
        client.createSecret(r -> r.name(name).secretString("one").clientRequestToken(token)).arn();
    assertThat(
            client
                .createSecret(r -> r.name(name).secretString("one").clientRequestToken(token))
                .arn())
        .isEqualTo(arn);
    assertThatThrownBy(
            () ->
                client.createSecret(
                    r -> r.name(name).secretString("two").clientRequestToken(token)))
        .isInstanceOf(ResourceExistsException.class);
  }

  @Test
  void theKeyIsKept() {
    client.createSecret(r -> r.name(name).secretString("one").kmsKeyId("alias/mine"));
    assertThat(client.describeSecret(r -> r.secretId(name)).kmsKeyId()).isEqualTo("alias/mine");
    client.updateSecret(r -> r.secretId(name).kmsKeyId("alias/other"));
    assertThat(client.describeSecret(r -> r.secretId(name)).kmsKeyId()).isEqualTo("alias/other");
  }
}
