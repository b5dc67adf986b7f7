package io.saigon.vault;

import io.saigon.api.Saigon;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretSource;
import io.saigon.api.vault.SecretRefreshFailure;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

/**
 * Parameters of AWS Systems Manager Parameter Store, by name or ARN. As a vault it decrypts; the
 * methods of its own let the caller choose, and read parameters as a tree. A version or a label is
 * asked for by {@link io.saigon.api.vault.SecretId#withVersion} or {@code withStage}, or as a
 * {@code :selector} behind the name.
 */
public final class AwsSsmVault extends DelegatingVault {
  private final SecretVault decrypting;
  private final SecretVault plain;
  private final SecretVault decryptingTrees;
  private final SecretVault plainTrees;

  private AwsSsmVault(Vertx vertx, AwsService<SsmAsyncClient> service, SecretVaultOptions options) {
    this(
        vault(vertx, options, "", new ParameterStoreSource(service, true)),
        vault(vertx, options, "-plain", new ParameterStoreSource(service, false)),
        vault(vertx, options, "-tree", new ParameterTreeSource(service, true)),
        vault(vertx, options, "-plain-tree", new ParameterTreeSource(service, false)));
  }

  private AwsSsmVault(
      SecretVault decrypting,
      SecretVault plain,
      SecretVault decryptingTrees,
      SecretVault plainTrees) {
    super(decrypting);
    this.decrypting = decrypting;
    this.plain = plain;
    this.decryptingTrees = decryptingTrees;
    this.plainTrees = plainTrees;
  }

  private static SecretVault vault(
      Vertx vertx, SecretVaultOptions options, String suffix, SecretSource source) {
    String name = VaultKind.AWS_SSM.providerName() + suffix;
    return SecretVault.create(vertx, name, source, options);
  }

  /**
   * A vault over a client, which the application closes.
   *
   * @param client made with {@link VertxAws#configure} to run on Vert.x alone
   */
  public static AwsSsmVault create(Vertx vertx, SsmAsyncClient client) {
    return create(vertx, client, SecretVaultOptions.defaults());
  }

  /** A vault over a client, which the application closes, with options. */
  public static AwsSsmVault create(Vertx vertx, SsmAsyncClient client, SecretVaultOptions options) {
    return new AwsSsmVault(
        vertx, AwsService.of(vertx, ParameterStoreSource.SERVICE, client), options);
  }

  /** A vault with the region, credentials and endpoints of a Saigon, closed with it. */
  public static AwsSsmVault create(Saigon saigon) {
    SaigonContext context = saigon.context();
    AwsSsmVault vault =
        new AwsSsmVault(
            context.vertx(),
            VertxAws.of(context).service(ParameterStoreSource.SERVICE, SsmAsyncClient::builder),
            SecretVaultOptions.defaults()
                .withSettings(context.options().settings(VaultKind.AWS_SSM.providerName())));
    context.onClose(vault::close);
    return vault;
  }

  /**
   * A parameter whose value is JSON, or text if {@code model} is {@link String}.
   *
   * @param withDecryption whether a {@code SecureString} is decrypted; else it is read as it is
   *     stored
   * @return the model; fails as {@link SecretVault#secret(Class, String)} does
   */
  public <T> Future<T> parameter(Class<T> model, String nameOrArn, boolean withDecryption) {
    return (withDecryption ? decrypting : plain).secret(model, nameOrArn);
  }

  /**
   * One model from any number of parameters, each of which fills an attribute.
   *
   * @param nameToAttribute attribute of the model by name or ARN of a parameter; text converts to
   *     the attribute's type
   * @param extra further attributes, by name, that no parameter holds
   * @param withDecryption whether a {@code SecureString} is decrypted
   * @return the model; fails with one {@link io.saigon.api.NotFoundException} that lists all
   *     parameters that do not exist
   */
  public <T> Future<T> parameterMapping(
      Class<T> model,
      Map<String, String> nameToAttribute,
      Map<String, ?> extra,
      boolean withDecryption) {
    return (withDecryption ? decrypting : plain).secretMapping(model, nameToAttribute, extra);
  }

  /**
   * One model from all parameters below a path: {@code /orders/db/host} below {@code /orders} fills
   * member {@code host} of member {@code db}. Text converts to the members' types.
   *
   * @param path such as {@code /orders}
   * @param withDecryption whether a {@code SecureString} is decrypted
   * @return the model; fails with {@link io.saigon.api.NotFoundException} if nothing is below
   */
  public <T> Future<T> parameterTree(Class<T> model, String path, boolean withDecryption) {
    return (withDecryption ? decryptingTrees : plainTrees).secret(model, path);
  }

  @Override
  public void invalidate(String key) {
    super.invalidate(key);
    plain.invalidate(key);
    decryptingTrees.invalidate(key);
    plainTrees.invalidate(key);
  }

  @Override
  public void invalidateAll() {
    super.invalidateAll();
    plain.invalidateAll();
    decryptingTrees.invalidateAll();
    plainTrees.invalidateAll();
  }

  @Override
  public Runnable onRefreshFailure(Handler<SecretRefreshFailure> handler) {
    List<Runnable> stops =
        Stream.of(decrypting, plain, decryptingTrees, plainTrees)
            .map(vault -> vault.onRefreshFailure(handler))
            .toList();
    return () -> stops.forEach(Runnable::run);
  }

  @Override
  public Future<Void> close() {
    return Future.join(super.close(), plain.close(), decryptingTrees.close(), plainTrees.close())
        .mapEmpty();
  }
}
