package io.saigon.vault.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.vault.SecretId;
import org.junit.jupiter.api.Test;

class ReplicaSourceTest {
  @Test
  void anArnIsThatOfTheReplicaAndANameStaysAsItIs() {
    SecretId arn =
        SecretId.of("arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders/db-a1B2c3")
            .withStage("AWSPREVIOUS");
    assertThat(ReplicaSource.in("eu-central-1", arn))
        .isEqualTo(
            SecretId.of("arn:aws:secretsmanager:eu-central-1:123456789012:secret:orders/db-a1B2c3")
                .withStage("AWSPREVIOUS"));
    assertThat(ReplicaSource.in(null, arn)).isEqualTo(arn);
    SecretId name = SecretId.of("a:b:c:d:e");
    assertThat(ReplicaSource.in("eu-central-1", name)).isEqualTo(name);
  }
}
