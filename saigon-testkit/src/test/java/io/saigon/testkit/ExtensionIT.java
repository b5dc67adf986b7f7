package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.testkit.fault.Faults;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Parameters of tests, shared or separate, beside the extension of Vert.x. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
@Execution(ExecutionMode.CONCURRENT)
class ExtensionIT {
  private static final Set<LocalAws> SHARED = ConcurrentHashMap.newKeySet();
  private static final Set<LocalAws> OWN = ConcurrentHashMap.newKeySet();

  @AfterAll
  static void oneLocalAwsIsSharedAndTheOthersAreNot() {
    assertThat(SHARED).hasSize(1);
    assertThat(OWN).hasSize(4).doesNotContainAnyElementsOf(SHARED);
    for (LocalAws ended : OWN) {
      assertThat(ended.stop().isComplete()).isTrue();
    }
  }

  @RepeatedTest(3)
  void aRunSharesOneLocalAws(LocalAws aws) {
    SHARED.add(aws);
  }

  @RepeatedTest(2)
  @FreshLocalAws
  void aTestMayHaveALocalAwsOfItsOwn(LocalAws aws) {
    assertThat(OWN.add(aws)).isTrue();
    aws.clock().advance(Duration.ofDays(1));
    assertThat(Clients.secrets(aws).listSecrets().secretList()).isEmpty();
    aws.createSecret("a", "b");
  }

  @Test
  void aTestTakesThePartsThatItNeeds(
      LocalAws aws, LocalUserPool pool, LocalGateway gateway, SaigonOptions options) {
    assertThat(pool.id()).isEqualTo(aws.userPool().id());
    assertThat(gateway.url()).isEqualTo(aws.gateway().url());
    assertThat(options.endpoint()).isEqualTo(aws.endpoint());
  }

  @Test
  @FreshLocalAws
  void theClockAndTheFaultsAreThoseOfItsOwn(LocalAws aws, LocalClock clock, Faults faults) {
    assertThat(clock).isSameAs(aws.clock());
    assertThat(faults).isSameAs(aws.faults());
    OWN.add(aws);
  }

  @Test
  @Tag("postgres-client")
  void aSaigonAndAPoolAreReadyBesideAVertx(
      Saigon saigon, Pool pool, LocalAws aws, Vertx vertx, VertxTestContext test) {
    assertThat(saigon).isNotNull();
    assertThat(aws.saigonOptions().endpoint()).isEqualTo(aws.endpoint());
    pool.query("SELECT 1 + 1 AS two")
        .execute()
        .onComplete(
            test.succeeding(
                rows ->
                    test.verify(
                        () -> {
                          assertThat(rows.iterator().next().getInteger("two")).isEqualTo(2);
                          assertThat(vertx).isNotNull();
                          test.completeNow();
                        })));
  }

  /** A class whose tests each have a local AWS of their own. */
  @Nested
  @FreshLocalAws
  class OfItsOwn {
    private LocalAws mine;

    @BeforeEach
    void take(LocalAws aws) {
      mine = aws;
    }

    @Test
    void theSameServesATestAndItsPreparation(LocalAws aws) {
      assertThat(aws).isSameAs(mine);
      OWN.add(aws);
    }
  }
}
