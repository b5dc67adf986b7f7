package com.example.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretVault;
import io.saigon.testkit.ChangingVaultContract;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of every vault, and the additional behaviour of this one. */
// tag::contract[]
class KvVaultTest extends ChangingVaultContract {
  private final KvServer server = get(new KvServer().start(vertx()));

  @Override
  protected SecretVault open(Vertx vertx, Map<String, String> secrets) {
    secrets.forEach(this::change);
    return vault(KvServer.TOKEN);
  }

  @Override
  protected void change(String key, String text) {
    server.put(key, new JsonObject().put("value", text));
  }

  @Override
  protected void remove(String key) {
    server.remove(key);
  }

  private SecretVault vault(String token) {
    JsonObject settings = new JsonObject().put("url", server.url()).put("token", token);
    return Saigon.create(vertx(), SaigonOptions.defaults().withSettings("http-kv", settings))
        .vault();
  }

  // end::contract[]

  @Test
  void aSecretOfSeveralMembersIsJson() {
    server.put("orders/db", new JsonObject().put("user", "u").put("port", 5432));
    assertThat(get(vault(KvServer.TOKEN).secret(Login.class, "orders/db")))
        .isEqualTo(new Login("u", 5432));
  }

  @Test
  void anOldVersionIsReadBesideTheCurrentOne() {
    change("orders/key", "one");
    change("orders/key", "two");
    SecretVault vault = vault(KvServer.TOKEN);
    SecretId id = SecretId.of("orders/key");
    assertThat(get(vault.secretString(id))).isEqualTo("two");
    assertThat(get(vault.secretString(id.withVersion("1")))).isEqualTo("one");
    assertThat(get(vault.secretValue(id)).version()).isEqualTo("2");
  }

  @Test
  void errorsOfTheStoreFailByTheirStatus() {
    change("orders/key", "one");
    fails(AccessDeniedException.class, vault("wrong"));
    for (Map.Entry<Integer, Class<? extends SaigonException>> error :
        Map.of(429, ThrottledException.class, 500, ServiceException.class).entrySet()) {
      server.answerAlways(error.getKey());
      fails(error.getValue(), vault(KvServer.TOKEN));
    }
  }

  @Test
  void anUnreachableStoreIsATransportFailure() {
    JsonObject settings = new JsonObject().put("url", "http://127.0.0.1:1").put("token", "t");
    Saigon saigon =
        Saigon.create(vertx(), SaigonOptions.defaults().withSettings("http-kv", settings));
    fails(TransportException.class, saigon.vault());
  }

  private static void fails(Class<? extends SaigonException> type, SecretVault vault) {
    assertThatExceptionOfType(type)
        .isThrownBy(() -> get(vault.secretString("orders/key")))
        .withMessageContaining("orders/key");
  }

  @Test
  void missingSettingsAreNamed() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Saigon.create(vertx()).vault())
        .withMessageContaining("[url, token]");
  }
}
