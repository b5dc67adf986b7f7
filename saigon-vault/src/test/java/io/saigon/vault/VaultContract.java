package io.saigon.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.NotFoundException;
import io.saigon.api.vault.SecretMappingException;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every vault does alike. Public, so that Jackson may make its models. */
@ExtendWith(VertxExtension.class)
public abstract class VaultContract {
  public record Login(String user, int port) {}

  /** A vault that holds these secrets. */
  abstract SecretVault open(Vertx vertx, Map<String, String> secrets);

  /** A key as this vault's keys look. */
  String key(String name) {
    return "contract/" + name;
  }

  static <T> T get(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSecretIsReadAsTextAsJsonAndAsAModel(Vertx vertx) {
    String key = key("login");
    String json = "{\"user\":\"Žofie 漢字\",\"port\":42,\"more\":true}";
    SecretVault vault = open(vertx, Map.of(key, json));
    assertThat(get(vault.secret(Login.class, key))).isEqualTo(new Login("Žofie 漢字", 42));
    assertThat(get(vault.secretString(key))).isEqualTo(json);
    assertThat(get(vault.secret(JsonObject.class, key))).isEqualTo(new JsonObject(json));
  }

  @Test
  void theSecondReadIsThereAtOnce(Vertx vertx) {
    String key = key("twice");
    SecretVault vault = open(vertx, Map.of(key, "{\"user\":\"u\",\"port\":1}"));
    Login first = get(vault.secret(Login.class, key));
    assertThat(vault.secret(Login.class, key).result()).isSameAs(first);
  }

  @Test
  void aSecretArrivesOnTheCallersContext(Vertx vertx) throws InterruptedException {
    String key = key("context");
    SecretVault vault = open(vertx, Map.of(key, "text"));
    Context caller = vertx.getOrCreateContext();
    BlockingQueue<Context> seen = new LinkedBlockingQueue<>();
    caller.runOnContext(
        v -> vault.secretString(key).onComplete(r -> seen.add(Vertx.currentContext())));
    assertThat(seen.poll(30, TimeUnit.SECONDS)).isSameAs(caller);
  }

  @Test
  void aMissingSecretIsNotFoundAndNamesItsKey(Vertx vertx) {
    String key = key("missing");
    SecretVault vault = open(vertx, Map.of());
    NotFoundException failure =
        catchThrowableOfType(NotFoundException.class, () -> get(vault.secretString(key)));
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).contains(key);
  }

  @Test
  void severalSecretsAreReadTogetherAndThoseThatAreMissingAreListed(Vertx vertx) {
    Map<String, String> secrets =
        IntStream.range(0, 25)
            .boxed()
            .collect(Collectors.toMap(i -> key("many-" + i), String::valueOf));
    SecretVault vault = open(vertx, secrets);
    assertThat(get(vault.secrets(String.class, secrets.keySet()))).isEqualTo(secrets);
    String one = key("absent-1");
    String two = key("absent-2");
    NotFoundException failure =
        catchThrowableOfType(
            NotFoundException.class,
            () -> get(vault.secrets(String.class, List.of(one, key("many-1"), two))));
    assertThat(failure.getMessage()).contains(one).contains(two).doesNotContain("many-1");
  }

  @Test
  void whatIsNoJsonOrOfAWrongTypeNamesKeyAndFieldButNotTheValue(Vertx vertx) {
    String text = key("text");
    String wrong = key("wrong");
    SecretVault vault =
        open(vertx, Map.of(text, "CANARY", wrong, "{\"user\":\"u\",\"port\":\"CANARY\"}"));
    SecretMappingException noJson =
        catchThrowableOfType(
            SecretMappingException.class, () -> get(vault.secret(Login.class, text)));
    assertThat(noJson.getMessage()).contains(text).contains("not JSON").doesNotContain("CANARY");
    SecretMappingException wrongType =
        catchThrowableOfType(
            SecretMappingException.class, () -> get(vault.secret(Login.class, wrong)));
    assertThat(wrongType).hasMessage("Field port of secret " + wrong + " does not fit int");
  }

  @Test
  void severalSecretsFillOneModel(Vertx vertx) {
    String port = key("port");
    SecretVault vault = open(vertx, Map.of(port, "5432"));
    assertThat(get(vault.secretMapping(Login.class, Map.of(port, "port"), Map.of("user", "ann"))))
        .isEqualTo(new Login("ann", 5432));
  }
}
