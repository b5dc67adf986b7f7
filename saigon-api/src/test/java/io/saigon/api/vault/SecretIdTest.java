package io.saigon.api.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SecretIdTest {
  @Test
  void aVersionAndAStageReplaceEachOther() {
    SecretId id = SecretId.of("n");
    assertThat(id.withStage("AWSPREVIOUS").withVersion("7"))
        .isEqualTo(new SecretId("n", "7", null));
    assertThat(id.withVersion("7").withStage("AWSPREVIOUS"))
        .isEqualTo(new SecretId("n", null, "AWSPREVIOUS"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecretId("n", "7", "AWSPREVIOUS"))
        .withMessage("Give a version or a stage of secret n, not both");
  }

  @Test
  void messagesNameTheVersionOrStage() {
    SecretId id = SecretId.of("n");
    assertThat(id).hasToString("n");
    assertThat(id.withVersion("7")).hasToString("n (version 7)");
    assertThat(id.withStage("AWSPREVIOUS")).hasToString("n (stage AWSPREVIOUS)");
  }
}
