package io.saigon.vault;

import io.saigon.api.Saigon;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.vault.SecretRefreshFailure;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.vault.source.ParameterStoreSource;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

/**
 * A vault of the parameters in AWS Systems Manager Parameter Store, by name or ARN. The methods of
 * {@link SecretVault} decrypt; those of this class let the caller choose, and read parameters as a
 * tree. {@link io.saigon.api.vault.SecretId#withVersion} or {@code withStage}, or a {@code
 * :selector} after the name, selects a version or a label.
 */
public final class AwsSsmVault extends DelegatingVault {
  private final SecretVault decrypting;
  private final SecretVault plain;

  private AwsSsmVault(Vertx vertx, AwsService<SsmAsyncClient> service, SecretVaultOptions options) {
    this(
        vault(vertx, options, "", new ParameterStoreSource(service, true)),
        vault(vertx, options, "-plain", new ParameterStoreSource(service, false)));
  }

  private AwsSsmVault(SecretVault decrypting, SecretVault plain) {
    super(decrypting);
    this.decrypting = decrypting;
    this.plain = plain;
  }

  private static SecretVault vault(
      Vertx vertx, SecretVaultOptions options, String suffix, SecretSource source) {
    String name = VaultKind.AWS_SSM.providerName() + suffix;
    return SecretVault.create(vertx, name, source, options);
  }

  /**
   * Creates a vault with default options.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param client the SDK client, which the application closes; {@link
   *     io.saigon.aws.VertxAws#configure} lets it run on Vert.x alone
   * @return a vault, which closes with Vert.x unless it is closed before
   */
  public static AwsSsmVault create(Vertx vertx, SsmAsyncClient client) {
    return create(vertx, client, SecretVaultOptions.defaults());
  }

  /**
   * Creates a vault.
   *
   * @param vertx the Vert.x instance on whose contexts calls complete
   * @param client the SDK client, which the application closes; {@link
   *     io.saigon.aws.VertxAws#configure} lets it run on Vert.x alone
   * @param options the caching and decoding of the vault
   * @return a vault, which closes with Vert.x unless it is closed before
   */
  public static AwsSsmVault create(Vertx vertx, SsmAsyncClient client, SecretVaultOptions options) {
    return new AwsSsmVault(
        vertx, AwsService.of(vertx, ParameterStoreSource.SERVICE, client), options);
  }

  /**
   * Creates a vault with the region, credentials and endpoints of a Saigon.
   *
   * @param saigon the Saigon, whose settings of {@code aws-ssm} apply
   * @return a vault that closes with the Saigon
   */
  public static AwsSsmVault create(Saigon saigon) {
    Objects.requireNonNull(saigon, "saigon");
    SaigonContext context = saigon.context();
    AwsSsmVault vault =
        new AwsSsmVault(
            context.vertx(),
            ParameterStoreSource.service(context),
            SecretVaultOptions.defaults()
                .withSettings(context.options().settings(VaultKind.AWS_SSM.providerName())));
    context.onClose(vault::close);
    return vault;
  }

  /**
   * Returns a parameter whose value is JSON, or text if {@code model} is {@link String}.
   *
   * @param model the class to decode into
   * @param nameOrArn the parameter's name or ARN
   * @param withDecryption whether a {@code SecureString} is decrypted; otherwise the stored text is
   *     returned
   * @param <T> the model's type
   * @return the model, on the caller's context; fails as {@link SecretVault#secret(Class, String)}
   *     does
   */
  public <T> Future<T> parameter(Class<T> model, String nameOrArn, boolean withDecryption) {
    Objects.requireNonNull(nameOrArn, "nameOrArn");
    return (withDecryption ? decrypting : plain).secret(model, nameOrArn);
  }

  /**
   * Returns one model from any number of parameters, each of which fills an attribute.
   *
   * @param model the class to decode into
   * @param nameToAttribute the attributes of the model by name or ARN of a parameter; text converts
   *     to the attribute's type
   * @param extra the values of further attributes by name; may be empty
   * @param withDecryption whether a {@code SecureString} is decrypted
   * @param <T> the model's type
   * @return the model, on the caller's context; fails with one {@link
   *     io.saigon.api.error.NotFoundException} that lists all parameters that do not exist
   */
  public <T> Future<T> parameterMapping(
      Class<T> model,
      Map<String, String> nameToAttribute,
      Map<String, ?> extra,
      boolean withDecryption) {
    Objects.requireNonNull(nameToAttribute, "nameToAttribute");
    Objects.requireNonNull(extra, "extra");
    return (withDecryption ? decrypting : plain).secretMapping(model, nameToAttribute, extra);
  }

  /**
   * Returns one model from all parameters below a path: {@code /orders/db/host} below {@code
   * /orders} fills member {@code host} of member {@code db}. Text converts to the members' types.
   *
   * @param model the class to decode into
   * @param path the path, such as {@code /orders}
   * @param withDecryption whether a {@code SecureString} is decrypted
   * @param <T> the model's type
   * @return the model, on the caller's context; fails with {@link
   *     io.saigon.api.error.NotFoundException} if nothing is below
   */
  public <T> Future<T> parameterTree(Class<T> model, String path, boolean withDecryption) {
    Objects.requireNonNull(path, "path");
    return (withDecryption ? decrypting : plain).secretTree(model, path);
  }

  @Override
  public void invalidate(String key) {
    super.invalidate(key);
    plain.invalidate(key);
  }

  @Override
  public void invalidateAll() {
    super.invalidateAll();
    plain.invalidateAll();
  }

  @Override
  public Runnable onRefreshFailure(Handler<SecretRefreshFailure> handler) {
    List<Runnable> stops =
        Stream.of(decrypting, plain).map(vault -> vault.onRefreshFailure(handler)).toList();
    return () -> stops.forEach(Runnable::run);
  }

  @Override
  public Future<Void> close() {
    return Future.join(super.close(), plain.close()).mapEmpty();
  }
}
