package io.saigon.testkit.internal.s3.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids in the order in which they were made. */
class SequentialIdsTest {
  @Test
  void idsAreInTheirOrderAndNoOthersAreTaken() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      ids.add(SequentialIds.next(32));
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    for (String id : ids.subList(0, 10)) {
      assertThat(SequentialIds.isValid(id, 32)).isTrue();
      assertThat(SequentialIds.isValid(id, 33)).isFalse();
      assertThat(SequentialIds.isValid(id.substring(1) + "0", 32)).isFalse();
    }
    assertThat(SequentialIds.isValid("HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD", 32)).isFalse();
    assertThat(SequentialIds.isValid("", 32)).isFalse();
  }
}
