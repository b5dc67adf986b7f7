package io.saigon.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.Saigon;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.ChangingVaultContract;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

@ExtendWith(LocalAwsExtension.class)
public class ParameterStoreVaultIT extends ChangingVaultContract {
  public record Db(String host, int port) {}

  public record Settings(String name, boolean active, Db db) {}

  private final String test = UUID.randomUUID().toString();
  private AwsService<SsmAsyncClient> admin;
  private Saigon saigon;
  private AwsSsmVault ssm;

  @BeforeEach
  void connect(LocalAws aws) {
    Vertx vertx = vertx();
    admin = VertxAws.create(vertx, aws.saigonOptions()).service("ssm", SsmAsyncClient::builder);
    saigon = Saigon.create(vertx, aws.saigonOptions());
    ssm = AwsSsmVault.create(saigon);
  }

  @Override
  protected String key(String name) {
    return "/" + test + "/" + name;
  }

  @Override
  protected SecretVault open(Vertx vertx, Map<String, String> secrets) {
    secrets.forEach((key, value) -> put(key, value, ParameterType.SECURE_STRING));
    return saigon.vault(VaultKind.AWS_SSM);
  }

  @Override
  protected int largest() {
    return 4_096;
  }

  @Override
  protected void change(String key, String text) {
    put(key, text, ParameterType.SECURE_STRING);
  }

  @Override
  protected void remove(String key) {
    get(admin.call(c -> c.deleteParameter(r -> r.name(key))));
  }

  private void put(String name, String value, ParameterType type) {
    get(admin.call(c -> c.putParameter(r -> r.name(name).value(value).type(type).overwrite(true))));
  }

  @Test
  void decryptionIsTheCallersChoice() {
    put(key("secure"), "plain text", ParameterType.SECURE_STRING);
    assertThat(get(ssm.parameter(String.class, key("secure"), true))).isEqualTo("plain text");
    assertThat(get(ssm.parameter(String.class, key("secure"), false))).isNotEqualTo("plain text");
  }

  @Test
  void aParameterIsFoundByArnVersionAndLabel() {
    put(key("versioned"), "one", ParameterType.STRING);
    put(key("versioned"), "two", ParameterType.STRING);
    get(
        admin.call(
            c ->
                c.labelParameterVersion(
                    r -> r.name(key("versioned")).parameterVersion(1L).labels("blue"))));
    SecretId id = SecretId.of(key("versioned"));
    assertThat(get(ssm.secretString(id.withVersion("1")))).isEqualTo("one");
    assertThat(get(ssm.secretString(key("versioned") + ":1"))).isEqualTo("one");
    assertThat(get(ssm.secretString(id.withStage("blue")))).isEqualTo("one");
    assertThat(get(ssm.secretValue(id)).version()).isEqualTo("2");
    String arn =
        get(admin.call(c -> c.getParameter(r -> r.name(key("versioned"))))).parameter().arn();
    assertThat(get(ssm.secretString(arn))).isEqualTo("two");
    assertThat(get(ssm.secrets(String.class, java.util.List.of(arn, key("versioned") + ":1"))))
        .isEqualTo(Map.of(arn, "two", key("versioned") + ":1", "one"));
  }

  @Test
  void anyNumberOfParametersFillsAMapOrModel() {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < 23; i++) {
      put(key("p" + i), "v" + i, ParameterType.STRING);
      attributes.put(key("p" + i), "a" + i);
    }
    Map<?, ?> model = get(ssm.parameterMapping(Map.class, attributes, Map.of("x", 1), false));
    assertThat(model).hasSize(24);
    assertThat(model.get("a22")).isEqualTo("v22");
    assertThat(model.get("x")).isEqualTo(1);
  }

  @Test
  void parametersThatDoNotExistAreListed() {
    put(key("there"), "1", ParameterType.STRING);
    NotFoundException failure =
        catchThrowableOfType(
            NotFoundException.class,
            () ->
                get(
                    ssm.parameterMapping(
                        Map.class,
                        Map.of(key("there"), "a", key("gone-1"), "b", key("gone-2"), "c"),
                        Map.of(),
                        true)));
    assertThat(failure.getMessage())
        .contains(key("gone-1"))
        .contains(key("gone-2"))
        .doesNotContain(key("there"));
  }

  @Test
  void aTreeOfParametersFillsANestedModel() {
    put(key("tree/name"), "orders", ParameterType.STRING);
    put(key("tree/active"), "true", ParameterType.STRING);
    put(key("tree/db/host"), "h", ParameterType.SECURE_STRING);
    put(key("tree/db/port"), "5432", ParameterType.STRING);
    assertThat(get(ssm.parameterTree(Settings.class, key("tree"), true)))
        .isEqualTo(new Settings("orders", true, new Db("h", 5432)));
    NotFoundException failure =
        catchThrowableOfType(
            NotFoundException.class,
            () -> get(ssm.parameterTree(Settings.class, key("nothing"), true)));
    assertThat(failure)
        .hasMessage(
            "Path %s: there are no parameters below it; correct the path"
                .formatted(key("nothing")));
  }

  @Test
  void anyVaultThatHasPathsReadsThemAndInvalidatesThemWithWhatIsBelow() {
    put(key("db/host"), "h", ParameterType.STRING);
    put(key("db/port"), "5432", ParameterType.STRING);
    SecretVault vault = saigon.vault(VaultKind.AWS_SSM);
    assertThat(get(vault.secretTree(Db.class, key("db")))).isEqualTo(new Db("h", 5432));
    assertThat(get(vault.secrets(String.class, List.of(key("db/host"), key("db/")))))
        .as("in one call with others")
        .containsEntry(key("db/host"), "h");
    put(key("db/host"), "i", ParameterType.STRING);
    vault.invalidate(key("db/host"));
    assertThat(get(vault.secretTree(Db.class, key("db/")))).isEqualTo(new Db("i", 5432));
  }
}
