package io.saigon.vault.pg;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgPoolBuilderTest {
  private final DbEnv env = DbEnv.prefixed("ORDERS");

  @Test
  void nullArgumentsAreNamed(Vertx vertx) {
    SecretVault vault = SecretVault.create(vertx, "test", new TestStore());
    PgPoolBuilder builder = PgPools.builder(vertx, env, vault);
    named("vertx", () -> PgPools.create(null, env, vault));
    named("env", () -> PgPools.create(vertx, null, vault));
    named("vault", () -> PgPools.create(vertx, env, null));
    named("options", () -> PgPools.create(vertx, env, vault, null));
    named("env", () -> PgPools.connectOptions(null, vault));
    named("vault", () -> PgPools.connectOptions(env, null));
    named("options", () -> PgPools.connectOptions(env, vault, null));
    named("options", () -> builder.with((PoolOptions) null));
    named("options", () -> builder.with((PgConnectOptions) null));
    named("handler", () -> builder.withConnectHandler(null));
    named("period", () -> builder.withDrainPeriod(null));
    named("patience", () -> builder.withRotationPatience(null));
    named("timeout", () -> builder.withReconnectTimeout(null));
  }

  private static void named(String argument, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(argument);
  }

  @Test
  void negativeTimesAreRefused(Vertx vertx) {
    PgPoolBuilder builder =
        PgPools.builder(vertx, env, SecretVault.create(vertx, "test", new TestStore()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.withReconnectTimeout(Duration.ofMillis(-1)))
        .withMessage("timeout must not be negative");
  }
}
