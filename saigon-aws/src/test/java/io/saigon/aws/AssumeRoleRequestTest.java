package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssumeRoleRequestTest {
  private static final AssumeRoleRequest ROLE =
      AssumeRoleRequest.of("arn:aws:iam::123456789012:role/r");

  @Test
  void everyPartIsAParameterOfTheAction() {
    AssumeRoleRequest request =
        ROLE.withSessionName("me")
            .withDuration(Duration.ofMinutes(15))
            .withExternalId("x")
            .withPolicy("{}")
            .withPolicyArns(List.of("arn:1", "arn:2"))
            .withTags(Map.of("b", "2", "a", "1"))
            .withTransitiveTagKeys(Set.of("a"))
            .withSourceIdentity("ann");
    assertThat(request.parameters())
        .containsOnly(
            Map.entry("RoleArn", "arn:aws:iam::123456789012:role/r"),
            Map.entry("RoleSessionName", "me"),
            Map.entry("DurationSeconds", "900"),
            Map.entry("ExternalId", "x"),
            Map.entry("Policy", "{}"),
            Map.entry("PolicyArns.member.1.arn", "arn:1"),
            Map.entry("PolicyArns.member.2.arn", "arn:2"),
            Map.entry("Tags.member.1.Key", "a"),
            Map.entry("Tags.member.1.Value", "1"),
            Map.entry("Tags.member.2.Key", "b"),
            Map.entry("Tags.member.2.Value", "2"),
            Map.entry("TransitiveTagKeys.member.1", "a"),
            Map.entry("SourceIdentity", "ann"));
    assertThat(ROLE.parameters()).containsOnlyKeys("RoleArn");
  }

  @Test
  void valuesThatStsWouldRefuseAreRefusedAtOnce() {
    assertThatIllegalArgumentException().isThrownBy(() -> AssumeRoleRequest.of("role/r"));
    assertThatIllegalArgumentException().isThrownBy(() -> ROLE.withSessionName("a b"));
    assertThatIllegalArgumentException().isThrownBy(() -> ROLE.withSourceIdentity("x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ROLE.withDuration(Duration.ofMinutes(14)));
    assertThatIllegalArgumentException().isThrownBy(() -> ROLE.withDuration(Duration.ofHours(13)));
  }

  @Test
  void policyAndExternalIdAreNotShown() {
    assertThat(ROLE.withExternalId("CANARY").withPolicy("CANARY").toString())
        .contains("role/r")
        .doesNotContain("CANARY");
  }
}
