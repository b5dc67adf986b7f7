package io.saigon.vault.pg;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.testkit.FreshLocalAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parameters that the extension of the test kit provides. */
@ExtendWith(LocalAwsExtension.class)
class InjectedIT {
  @Test
  void aSaigonReadsSecretsOfTheLocalAwsAndAPoolQueriesItsDatabase(
      LocalAws aws, Saigon saigon, Pool pool) throws Exception {
    await(aws.load(secret("injected/shared", "abc")));
    assertThat(await(saigon.vault().secretString("injected/shared"))).isEqualTo("abc");
    assertThat(await(pool.query("SELECT 6 * 7").execute()).iterator().next().getInteger(0))
        .isEqualTo(42);
  }

  @RepeatedTest(2)
  @FreshLocalAws
  void aFreshSaigonSeesNoSecretsOfOtherTests(LocalAws aws, Saigon saigon) throws Exception {
    await(aws.load(secret("injected/own", "first and only")));
    assertThat(await(saigon.vault().secretString("injected/own"))).isEqualTo("first and only");
  }

  private static JsonObject secret(String name, String value) {
    return new JsonObject().put("secrets", new JsonObject().put(name, value));
  }
}
