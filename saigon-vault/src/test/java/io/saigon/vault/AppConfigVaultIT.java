package io.saigon.vault;

import static io.saigon.testkit.Await.failure;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.Saigon;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.FeatureFlag;
import io.saigon.api.vault.FeatureFlags;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretMappingException;
import io.saigon.api.vault.SecretRef;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.ChangingVaultContract;
import io.saigon.testkit.FreshLocalAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.saigon.testkit.fault.Fault;
import io.saigon.vault.source.AppConfigSource;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.appconfigdata.AppConfigDataAsyncClient;

/** Polls by the local AWS's clock, which a change moves on to the next poll. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
public class AppConfigVaultIT extends ChangingVaultContract {
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final String FLAGS = "orders/prod/flags";

  private LocalAws aws;
  private SecretVault vault;

  @BeforeEach
  void connect(LocalAws aws) {
    this.aws = aws;
    aws.appConfig().pollInterval(INTERVAL);
    AwsService<AppConfigDataAsyncClient> service =
        VertxAws.create(vertx(), aws.saigonOptions())
            .service(AppConfigSource.SERVICE, AppConfigDataAsyncClient::builder);
    vault =
        SecretVault.create(
            vertx(),
            "aws-app-config",
            new AppConfigSource(service, INTERVAL, aws.clock()),
            SecretVaultOptions.defaults());
  }

  @Override
  protected SecretVault open(Vertx vertx, Map<String, String> secrets) {
    secrets.forEach(this::put);
    return vault;
  }

  @Override
  protected String key(String name) {
    return "orders/prod/" + name;
  }

  @Override
  protected void change(String key, String text) {
    put(key, text);
    aws.clock().advance(INTERVAL);
  }

  @Override
  protected void remove(String key) {
    String[] names = key.split("/");
    aws.appConfig().remove(names[0], names[1], names[2]);
    aws.clock().advance(INTERVAL);
  }

  private void put(String key, String text) {
    String[] names = key.split("/");
    aws.appConfig().put(names[0], names[1], names[2], Buffer.buffer(text), "text/plain");
  }

  private void putFlags(boolean dark) {
    JsonObject flags =
        new JsonObject()
            .put("dark", new JsonObject().put("enabled", dark))
            .put(
                "limit", new JsonObject().put("enabled", true).put("perMinute", 10).put("of", "u"));
    aws.appConfig().put("orders", "prod", "flags", flags);
  }

  @Test
  void featureFlagsAreTyped() {
    putFlags(false);
    FeatureFlags flags = get(vault.secret(FeatureFlags.class, FLAGS));
    assertThat(flags.isEnabled("dark")).isFalse();
    assertThat(flags.isEnabled("limit")).isTrue();
    assertThat(flags.isEnabled("none")).isFalse();
    assertThat(flags.flag("limit"))
        .isEqualTo(new FeatureFlag(true, new JsonObject().put("perMinute", 10).put("of", "u")));
    assertThat(flags.flag("limit").attributes().getInteger("perMinute")).isEqualTo(10);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> flags.flag("dork"))
        .withMessageEndingWith("of which there are [dark, limit]");
  }

  @Test
  void flagsWithoutTheirStateAreNamed() {
    put(FLAGS, "{\"dark\":{\"on\":true}}");
    assertThat(failure(SecretMappingException.class, vault.secret(FeatureFlags.class, FLAGS)))
        .hasMessageContaining(FLAGS)
        .hasMessageContaining("enabled");
  }

  @Test
  void aHandleFollowsTheFlagsAndAChangeIsReported() {
    putFlags(false);
    SecretRef<FeatureFlags> flags = get(vault.ref(FeatureFlags.class, FLAGS));
    List<String> changes = new CopyOnWriteArrayList<>();
    vault.onChange(change -> changes.add(change.key()));
    putFlags(true);
    aws.clock().advance(INTERVAL);
    get(vault.refresh(FLAGS));
    assertThat(flags.current().isEnabled("dark")).isTrue();
    until(() -> changes.equals(List.of(FLAGS)));
  }

  @Test
  void noPollComesBeforeTheServiceAllowsIt() {
    putFlags(false);
    get(vault.secret(FeatureFlags.class, FLAGS));
    putFlags(true);
    get(vault.refresh(FLAGS));
    assertThat(get(vault.secret(FeatureFlags.class, FLAGS)).isEnabled("dark"))
        .as("of the poll before")
        .isFalse();
    aws.clock().advance(INTERVAL);
    get(vault.refresh(FLAGS));
    assertThat(get(vault.secret(FeatureFlags.class, FLAGS)).isEnabled("dark")).isTrue();
  }

  @Test
  void anUnchangedConfigurationIsKept() {
    putFlags(true);
    get(vault.secretValue(SecretId.of(FLAGS)));
    for (int i = 0; i < 3; i++) {
      aws.clock().advance(INTERVAL);
      get(vault.refresh(FLAGS));
      assertThat(get(vault.secret(FeatureFlags.class, FLAGS)).isEnabled("dark")).isTrue();
    }
  }

  @Test
  void anEndedSessionIsReplaced() {
    putFlags(false);
    get(vault.secret(FeatureFlags.class, FLAGS));
    aws.appConfig().endSessions();
    putFlags(true);
    aws.clock().advance(INTERVAL);
    get(vault.refresh(FLAGS));
    assertThat(get(vault.secret(FeatureFlags.class, FLAGS)).isEnabled("dark")).isTrue();
  }

  @Test
  void aConfigurationIsServedWhileTheServiceIsDown() {
    putFlags(true);
    get(vault.secret(FeatureFlags.class, FLAGS));
    aws.faults().always("appconfigdata", Fault.error(500, "InternalServerException"));
    aws.clock().advance(INTERVAL);
    FeatureFlags kept =
        get(vault.refresh(FLAGS).transform(done -> vault.secret(FeatureFlags.class, FLAGS)));
    assertThat(kept.isEnabled("dark")).isTrue();
    aws.faults().clear();
    aws.clock().advance(INTERVAL);
    get(vault.refresh(FLAGS));
  }

  @Test
  void aKeyThatIsNoConfigurationIsRefused() {
    for (String key : List.of("orders", "orders/prod", "orders//flags", "a/b/c/d")) {
      assertThat(failure(NotFoundException.class, vault.secretString(key)))
          .hasMessage(
              "Configuration %s: the key must be application/environment/profile; correct it"
                  .formatted(key));
    }
  }

  @Test
  void aSaigonHasThisVaultWithItsPollInterval() {
    putFlags(true);
    Saigon saigon =
        Saigon.create(
            vertx(),
            aws.saigonOptions()
                .withSettings("aws-app-config", new JsonObject().put("pollIntervalSeconds", 30)));
    SecretVault found = saigon.vault(VaultKind.AWS_APP_CONFIG);
    assertThat(get(found.secret(FeatureFlags.class, FLAGS)).isEnabled("dark")).isTrue();
    for (Object wrong : List.of(14, "soon")) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(
              () ->
                  Saigon.create(
                          vertx(),
                          aws.saigonOptions()
                              .withSettings(
                                  "aws-app-config",
                                  new JsonObject().put("pollIntervalSeconds", wrong)))
                      .vault(VaultKind.AWS_APP_CONFIG))
          .withMessageContaining("pollIntervalSeconds");
    }
  }

  @Test
  void anSdkClientOfTheApplicationServesToo() {
    putFlags(true);
    VertxAws clients = VertxAws.create(vertx(), aws.saigonOptions());
    AppConfigDataAsyncClient client = clients.configure(AppConfigDataAsyncClient.builder()).build();
    try (client) {
      AwsAppConfigVault own = AwsAppConfigVault.create(vertx(), client);
      assertThat(get(own.secret(FeatureFlags.class, FLAGS)).isEnabled("dark")).isTrue();
      get(own.close());
    }
  }
}
