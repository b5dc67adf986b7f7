package io.saigon.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Faults affect their target only, and invalid ones are refused. */
class FaultsTest {
  private final Faults faults =
      new Faults(
          Map.of(
              "s3", Set.of("GetObject", "PutObject"),
              "ssm", Set.of("GetParameter", "PutParameter"),
              "execute-api", Set.of()));

  @Test
  void invalidFaultsAreRefused() {
    assertRefused(() -> Fault.latency(Duration.ZERO), "by must be positive");
    assertRefused(() -> Fault.latency(Duration.ofMillis(-1)), "by must be positive");
    assertRefused(() -> Fault.throttling(Duration.ofMillis(1500)), "must be whole seconds");
    assertRefused(() -> Fault.throttling(Duration.ofSeconds(-1)), "must be whole seconds");
    for (int status : new int[] {200, 399, 600}) {
      assertRefused(() -> Fault.error(status, "X"), "must be one of an error, but is " + status);
    }
    assertRefused(() -> faults.next("s3", 0, Fault.stall()), "times must be 1 or more");
    assertThat(faults.pending()).isZero();
  }

  @Test
  void aFaultAffectsTheGivenNumberOfCallsOfItsTargetOnly() {
    faults.next("ssm", 2, Fault.stall());
    faults.next("s3.PutObject", Fault.reset());
    assertThat(faults.take("s3", "GetObject")).isEmpty();
    assertThat(faults.take("secretsmanager", "PutObject")).isEmpty();
    assertThat(faults.take("ssm", "GetParameter")).hasValue(Fault.stall());
    assertThat(faults.take("ssm", "PutParameter")).hasValue(Fault.stall());
    assertThat(faults.take("ssm", "GetParameter")).isEmpty();
    assertThat(faults.take("s3", "PutObject")).hasValue(Fault.reset());
    assertThat(faults.take("s3", "PutObject")).isEmpty();
    faults.always("s3", Fault.truncation());
    faults.clear();
    assertThat(faults.take("s3", "PutObject")).isEmpty();
  }

  @Test
  void aTargetThatDoesNotExistIsRefusedWithThoseThatDo() {
    assertRefused(
        () -> faults.next("ssm.GetParametr", Fault.stall()),
        "There is no target ssm.GetParametr; ssm has [GetParameter, PutParameter]");
    assertRefused(
        () -> faults.always("S3", Fault.stall()),
        "There is no service S3; a target begins with one of [execute-api, s3, ssm]");
    assertRefused(
        () -> faults.next("execute-api.GET", Fault.stall()),
        "There is no target execute-api.GET; execute-api has no operations");
    assertThat(faults.pending()).isZero();
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
