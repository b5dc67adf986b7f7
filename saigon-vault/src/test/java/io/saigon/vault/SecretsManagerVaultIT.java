package io.saigon.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.Saigon;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.SecretChange;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretMappingException;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.ChangingVaultContract;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;

@ExtendWith(LocalAwsExtension.class)
class SecretsManagerVaultIT extends ChangingVaultContract {
  private final String test = UUID.randomUUID().toString();
  private LocalAws aws;
  private VertxAws vertxAws;
  private AwsService<SecretsManagerAsyncClient> admin;
  private SecretVault vault;

  @BeforeEach
  void connect(LocalAws aws) {
    Vertx vertx = vertx();
    this.aws = aws;
    vertxAws = VertxAws.create(vertx, aws.saigonOptions());
    admin = vertxAws.service("secretsmanager", SecretsManagerAsyncClient::builder);
    vault = Saigon.create(vertx, aws.saigonOptions()).vault();
  }

  @Override
  protected String key(String name) {
    return test + "/" + name;
  }

  @Override
  protected SecretVault open(Vertx vertx, Map<String, String> secrets) {
    secrets.forEach(this::create);
    return vault;
  }

  @Override
  protected void change(String key, String text) {
    rotate(key, text);
  }

  @Override
  protected void remove(String key) {
    get(admin.call(c -> c.deleteSecret(r -> r.secretId(key).forceDeleteWithoutRecovery(true))));
  }

  private String create(String name, String text) {
    return create(CreateSecretRequest.builder().name(name).secretString(text).build());
  }

  private String create(CreateSecretRequest request) {
    return get(admin.call(c -> c.createSecret(request))).arn();
  }

  private String rotate(String name, String text) {
    return get(admin.call(c -> c.putSecretValue(r -> r.secretId(name).secretString(text))))
        .versionId();
  }

  @Test
  void theVaultThatServesByDefaultIsSecretsManager() {
    assertThat(vault.name()).isEqualTo(VaultKind.AWS_SECRETS_MANAGER.providerName());
  }

  @Test
  void aSecretIsFoundByItsArnToo() {
    String arn = create(key("arn"), "text");
    assertThat(get(vault.secretString(arn))).isEqualTo("text");
  }

  public record Db(String host, int port, String password) {}

  public record Settings(String name, Db db) {}

  @Test
  void theSecretsBelowAPathAreOneModel() {
    create(key("tree/name"), "orders");
    create(key("tree/db"), "{\"host\":\"h\",\"port\":5432}");
    create(key("tree/db/password"), "p");
    create(key("treetop"), "another");
    for (int i = 0; i < 25; i++) {
      create(key("tree/others/" + i), "one of several pages");
    }
    assertThat(get(vault.secretTree(Settings.class, key("tree"))))
        .isEqualTo(new Settings("orders", new Db("h", 5432, "p")));
    rotate(key("tree/name"), "new");
    vault.invalidate(key("tree/name"));
    assertThat(get(vault.secretTree(Settings.class, key("tree"))).name()).isEqualTo("new");
    assertThat(
            catchThrowableOfType(
                NotFoundException.class, () -> get(vault.secretTree(Db.class, key("nothing")))))
        .hasMessage(
            "Path %s: there are no secrets below it; correct the path".formatted(key("nothing/")));
  }

  @Test
  void aTreeWithASecretThatIsNoTextIsRefused() {
    create(key("mixed/text"), "text");
    create(
        CreateSecretRequest.builder()
            .name(key("mixed/bytes"))
            .secretBinary(SdkBytes.fromUtf8String("bytes"))
            .build());
    assertThat(
            catchThrowableOfType(
                SecretMappingException.class,
                () -> get(vault.secretTree(Settings.class, key("mixed")))))
        .hasMessageContaining(key("mixed/bytes"));
  }

  @Test
  void aBinarySecretIsReadAsBytes() {
    byte[] bytes = {0, (byte) 0xff, 1};
    create(
        CreateSecretRequest.builder()
            .name(key("binary"))
            .secretBinary(SdkBytes.fromByteArray(bytes))
            .build());
    assertThat(get(vault.secret(Buffer.class, key("binary"))).getBytes()).isEqualTo(bytes);
  }

  @Test
  void versionsAndStagesAreReadBesideTheCurrentOne() {
    create(key("staged"), "one");
    String first = get(vault.secretValue(SecretId.of(key("staged")))).version();
    String second = rotate(key("staged"), "two");
    SecretId id = SecretId.of(key("staged"));
    assertThat(get(vault.secretString(id.withStage("AWSPREVIOUS")))).isEqualTo("one");
    assertThat(get(vault.secretString(id.withVersion(first)))).isEqualTo("one");
    assertThat(get(vault.secretString(id.withVersion(second)))).isEqualTo("two");
  }

  @Test
  void aRotationIsReportedWithItsVersion() throws InterruptedException {
    create(key("rotated"), "one");
    BlockingQueue<SecretChange> changes = new LinkedBlockingQueue<>();
    vault.onChange(changes::add);
    get(vault.secretString(key("rotated")));
    String version = rotate(key("rotated"), "two");
    get(vault.refresh(key("rotated")));
    assertThat(get(vault.secretString(key("rotated")))).isEqualTo("two");
    assertThat(changes.poll(10, TimeUnit.SECONDS))
        .isEqualTo(new SecretChange("aws-secrets-manager", key("rotated"), version));
  }

  @Test
  void aDeletedSecretIsNotFound() {
    create(key("deleted"), "text");
    get(admin.call(c -> c.deleteSecret(r -> r.secretId(key("deleted")).recoveryWindowInDays(7L))));
    NotFoundException failure =
        catchThrowableOfType(
            NotFoundException.class, () -> get(vault.secretString(key("deleted"))));
    assertThat(failure)
        .hasMessage(
            "Secret %s is marked for deletion; restore it or correct the key"
                .formatted(key("deleted")));
  }

  @Test
  void wrongCredentialsAreDenied() {
    Vertx vertx = vertx();
    Saigon saigon =
        Saigon.create(
            vertx,
            aws.saigonOptions()
                .withCredentials(
                    CredentialsProvider.of(AwsCredentials.of("AKIAWRONG", "CANARY-secret-key"))));
    AccessDeniedException failure =
        catchThrowableOfType(
            AccessDeniedException.class, () -> get(saigon.vault().secretString(key("denied"))));
    assertThat(failure.getMessage()).contains(key("denied")).doesNotContain("CANARY");
  }

  @Test
  void anUnreachableEndpointIsATransportFailure() {
    Vertx vertx = vertx();
    Saigon saigon =
        Saigon.create(vertx, aws.saigonOptions().withEndpoint(URI.create("http://127.0.0.1:1")));
    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> get(saigon.vault().secretString("unreachable")));
    assertThat(failure.getMessage()).contains("secretsmanager could not be reached");
  }

  @Test
  void aClientOfTheApplicationIsUsed() {
    Vertx vertx = vertx();
    create(key("own"), "text");
    SecretsManagerAsyncClient client =
        get(vertxAws.client("secretsmanager", SecretsManagerAsyncClient::builder));
    assertThat(get(AwsSecretVault.create(vertx, client).secretString(key("own"))))
        .isEqualTo("text");
  }
}
