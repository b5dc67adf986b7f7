package io.saigon.testkit.internal.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.internal.lambda.Lambdas;
import io.saigon.testkit.internal.s3.event.Events;
import io.saigon.testkit.internal.s3.event.Messages;
import io.saigon.testkit.internal.s3.store.Buckets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names by which faults select operations. */
class S3OperationTest {
  @Test
  void everyOperationThatIsImplementedCanHaveAFaultAndNoOther() throws Exception {
    Buckets buckets = new Buckets("eu-west-1");
    Set<String> implemented =
        new HashSet<>(
            new Operations(buckets, new Events("eu-west-1", new Messages(new Lambdas()))).names());
    implemented.add(S3Operation.POST_OBJECT);
    implemented.add(S3Operation.PREFLIGHT);
    assertThat(S3Operation.NAMES).containsExactlyInAnyOrderElementsOf(implemented);
    buckets.close();
  }
}
