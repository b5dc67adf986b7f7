package io.saigon.api;

import io.saigon.api.check.NearestName;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdentities;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.IdentityPoolConfig;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.ManagedLogin;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.spi.CognitoProvider;
import io.saigon.api.spi.ObjectStorageProvider;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds providers with the class loader of the thread that makes it, as Vert.x itself does. */
final class DiscoveringSaigon implements Saigon, Closeable {
  private static final System.Logger LOG = System.getLogger(Saigon.class.getName());
  private static final String IN_CODE = "the call in the code";
  private static final String OPTIONS = "SaigonOptions";
  private static final Set<String> VAULT_NAMES =
      Arrays.stream(VaultKind.values())
          .map(VaultKind::providerName)
          .collect(Collectors.toUnmodifiableSet());
  private static final String VAULT_PROPERTY = "saigon.vault";
  private static final String VAULT_VARIABLE = "SAIGON_VAULT";

  private final OwnedContext context;
  private final ClassLoader loader;
  private final CallerContext owner;
  private final Map<String, SecretVault> vaults = new ConcurrentHashMap<>();
  private final Map<CognitoClientConfig, CognitoClient> clients = new ConcurrentHashMap<>();
  private final Map<CognitoIdpConfig, CognitoIdp> idps = new ConcurrentHashMap<>();
  private final Map<IdentityPoolConfig, CognitoIdentities> identities = new ConcurrentHashMap<>();
  private final Map<CognitoVerifierConfig, CognitoVerifier> verifiers = new ConcurrentHashMap<>();
  private final Map<ClientCredentialsConfig, AccessTokenProvider> accessTokens =
      new ConcurrentHashMap<>();
  private final Map<ManagedLoginConfig, ManagedLogin> managedLogins = new ConcurrentHashMap<>();
  private final Map<Record, JwtVerifier> jwtVerifiers = new ConcurrentHashMap<>();
  private volatile @Nullable Providers<SecretVaultProvider> vaultProviders;

  private DiscoveringSaigon(OwnedContext context, ClassLoader loader, CallerContext owner) {
    this.context = context;
    this.loader = loader;
    this.owner = owner;
  }

  static Saigon create(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    Context current = Vertx.currentContext();
    JsonObject config = current == null || current.owner() != vertx ? null : current.config();
    return create(
        vertx, config == null ? SaigonOptions.defaults() : SaigonOptions.fromConfig(config));
  }

  static Saigon create(Vertx vertx, SaigonOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = ofThread == null ? Saigon.class.getClassLoader() : ofThread;
    DiscoveringSaigon saigon =
        new DiscoveringSaigon(
            new OwnedContext(vertx, options), loader, CallerContext.current(vertx));
    if (!saigon.owner.addCloseable(saigon)) {
      throw new ClosedException(
          "The Vert.x instance or verticle is closed; create a Saigon while it runs");
    }
    return saigon;
  }

  @Override
  public SecretVault vault() {
    Chosen chosen = chosenVault();
    return vault(
        vaultProviders().choose(chosen.name, chosen.by, SecretVaultProvider::servesByDefault),
        chosen.by);
  }

  @Override
  public SecretVault vault(String name) {
    Objects.requireNonNull(name, "name");
    SecretVault known = vaults.get(name);
    return known != null && !context.isClosed()
        ? known
        : vault(vaultProviders().named(name, IN_CODE), IN_CODE);
  }

  private SecretVault vault(SecretVaultProvider provider, String chosenBy) {
    context.requireOpen();
    return vaults.computeIfAbsent(
        provider.name(),
        name -> {
          SecretVault vault =
              SecretVault.create(
                  context.vertx(), name, provider.create(context), provider.options(context));
          context.onClose(vault::close);
          LOG.log(
              Level.DEBUG,
              () ->
                  "Vault %s of %s serves, chosen by %s; SaigonOptions set %s of it"
                      .formatted(
                          name,
                          provider.getClass().getName(),
                          chosenBy,
                          new TreeSet<>(context.options().settings(name).fieldNames())));
          return vault;
        });
  }

  /** Returns the vaults' providers, found once: a search reads every jar on the path. */
  private Providers<SecretVaultProvider> vaultProviders() {
    Providers<SecretVaultProvider> known = vaultProviders;
    if (known == null) {
      known =
          new Providers<>(
              "vault",
              "io.saigon:saigon-vault",
              VAULT_NAMES,
              "SaigonOptions.withVault, system property "
                  + VAULT_PROPERTY
                  + " or environment variable "
                  + VAULT_VARIABLE,
              ServiceLoader.load(SecretVaultProvider.class, loader),
              SecretVaultProvider::name);
      refuseMisspeltSettings(known.names());
      vaultProviders = known;
    }
    return known;
  }

  // Settings of a provider that is not on the path may be those of another application, so only
  // misspelt names are refused.
  private void refuseMisspeltSettings(Set<String> names) {
    for (String name : new TreeSet<>(context.options().settings().keySet())) {
      String question = names.contains(name) ? "" : NearestName.question(name, names);
      if (!question.isEmpty()) {
        throw new ConfigurationException(
            "SaigonOptions have settings of '" + name + "', which is no vault" + question,
            List.of(name),
            null);
      }
    }
  }

  private record Chosen(@Nullable String name, String by) {}

  private Chosen chosenVault() {
    if (context.options().vault() != null) {
      return new Chosen(context.options().vault(), OPTIONS);
    }
    String property = System.getProperty(VAULT_PROPERTY, "");
    if (!property.isBlank()) {
      return new Chosen(property, "system property " + VAULT_PROPERTY);
    }
    String variable = System.getenv(VAULT_VARIABLE);
    return variable == null || variable.isBlank()
        ? new Chosen(null, "default")
        : new Chosen(variable, "environment variable " + VAULT_VARIABLE);
  }

  @Override
  public ObjectStorage storage() {
    return context.shared(
        ObjectStorage.class,
        () ->
            new Providers<>(
                    "storage",
                    "io.saigon:saigon-storage",
                    Set.of(),
                    "SaigonOptions.withStorage",
                    ServiceLoader.load(ObjectStorageProvider.class, loader),
                    ObjectStorageProvider::name)
                .choose(context.options().storage(), OPTIONS, p -> true)
                .create(context));
  }

  @Override
  public CognitoClient cognito(CognitoClientConfig config) {
    Objects.requireNonNull(config, "config");
    CognitoProvider.Clients made = cognitoClients();
    return clients.computeIfAbsent(config, made::client);
  }

  @Override
  public CognitoIdp cognitoIdp(CognitoIdpConfig config) {
    Objects.requireNonNull(config, "config");
    CognitoProvider.Clients made = cognitoClients();
    return idps.computeIfAbsent(config, made::idp);
  }

  @Override
  public CognitoIdentities cognitoIdentities(IdentityPoolConfig config) {
    Objects.requireNonNull(config, "config");
    CognitoProvider.Clients made = cognitoClients();
    return identities.computeIfAbsent(config, made::identities);
  }

  @Override
  public CognitoVerifier cognitoVerifier(CognitoVerifierConfig config) {
    Objects.requireNonNull(config, "config");
    CognitoProvider.Clients made = cognitoClients();
    return verifiers.computeIfAbsent(config, made::verifier);
  }

  @Override
  public JwtVerifier jwtVerifier(JwtVerifierConfig config) {
    Objects.requireNonNull(config, "config");
    CognitoProvider.Clients made = cognitoClients();
    return jwtVerifiers.computeIfAbsent(config, key -> made.verifier(config));
  }

  @Override
  public JwtVerifier jwtVerifier(AlbVerifierConfig config) {
    Objects.requireNonNull(config, "config");
    CognitoProvider.Clients made = cognitoClients();
    return jwtVerifiers.computeIfAbsent(config, key -> made.verifier(config));
  }

  @Override
  public AccessTokenProvider accessTokens(ClientCredentialsConfig config) {
    Objects.requireNonNull(config, "config");
    CognitoProvider.Clients made = cognitoClients();
    return accessTokens.computeIfAbsent(config, made::accessTokens);
  }

  @Override
  public ManagedLogin managedLogin(ManagedLoginConfig config) {
    Objects.requireNonNull(config, "config");
    CognitoProvider.Clients made = cognitoClients();
    return managedLogins.computeIfAbsent(config, made::managedLogin);
  }

  private CognitoProvider.Clients cognitoClients() {
    return context.shared(
        CognitoProvider.Clients.class,
        () ->
            new Providers<>(
                    "Cognito",
                    "io.saigon:saigon-cognito",
                    Set.of(),
                    "SaigonOptions.withCognito",
                    ServiceLoader.load(CognitoProvider.class, loader),
                    CognitoProvider::name)
                .choose(context.options().cognito(), OPTIONS, p -> true)
                .create(context));
  }

  @Override
  public SaigonContext context() {
    return context;
  }

  @Override
  public Future<Void> warmUp() {
    return CallerContext.current(context.vertx()).complete(context.warmUp());
  }

  @Override
  public Future<Void> close() {
    owner.removeCloseable(this);
    // No context of a closed Vert.x completes anything any more.
    return owner.isVertxClosed()
        ? context.close()
        : CallerContext.current(context.vertx()).complete(context.close());
  }

  @Override
  public void close(Completable<Void> completion) {
    context.close().onComplete(completion);
  }
}
