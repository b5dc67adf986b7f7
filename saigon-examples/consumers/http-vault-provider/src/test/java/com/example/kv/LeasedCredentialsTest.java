package com.example.kv;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.vault.SecretExpiredException;
import io.saigon.api.vault.SecretRef;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Database credentials that live as long as their lease, as HashiCorp Vault gives them. */
class LeasedCredentialsTest {
  record Login(String username, String password) {}

  private static final String KEY = "database/creds/orders";

  private final Vertx vertx = Vertx.vertx();
  private final KvServer server = await(new KvServer().start(vertx));
  private final Saigon saigon =
      Saigon.create(
          vertx,
          SaigonOptions.defaults()
              .withSettings(
                  "http-kv",
                  new JsonObject().put("url", server.url()).put("token", KvServer.TOKEN)));

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void aLeaseInUseIsRenewedAndRevokedInTheEnd() {
    server.leases.seconds = 8; // so that a busy machine renews it in time
    SecretRef<Login> login = await(saigon.vault().ref(Login.class, KEY));
    until(() -> server.leases.renewed.get() >= 1);
    assertThat(login.current()).isEqualTo(new Login("v-1", "p"));
    assertThat(server.leases.open).containsExactly(KEY + "/1");
    await(saigon.close());
    assertThat(server.leases.open).isEmpty();
  }

  @Test
  void aLeaseWhoseRenewalIsRefusedIsReplaced() {
    server.leases.renewable = false;
    SecretRef<Login> login = await(saigon.vault().ref(Login.class, KEY));
    until(() -> !hasExpired(login) && login.current().username().equals("v-2"));
  }

  @Test
  void anEndedLeaseIsNotServedThoughTheStoreIsDown() {
    SecretRef<Login> login = await(saigon.vault().ref(Login.class, KEY));
    server.answerAlways(503);
    until(() -> hasExpired(login));
    assertThatExceptionOfType(SecretExpiredException.class)
        .isThrownBy(() -> await(saigon.vault().secret(Login.class, KEY)))
        .withMessageStartingWith("Secret " + KEY + " expired at ");
    server.answerAlways(0);
    until(() -> !hasExpired(login));
    assertThat(login.current().username()).isNotEqualTo("v-1");
  }

  private static boolean hasExpired(SecretRef<Login> login) {
    try {
      login.current();
      return false;
    } catch (SecretExpiredException e) {
      return true;
    }
  }
}
