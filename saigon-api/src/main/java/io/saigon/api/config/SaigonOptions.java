package io.saigon.api.config;

import io.saigon.api.Saigon;
import io.saigon.api.check.Arguments;
import io.saigon.api.check.NearestName;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an application; all of them optional. A setting that is null comes from AWS's
 * standard settings (environment, system properties, profile files) or, for providers, from the
 * path. Credentials and the values of provider settings are left out of {@link #toString()}.
 *
 * @param region AWS region, or null for AWS's default
 * @param endpoint base URL of all AWS services, or null for AWS's own
 * @param endpoints base URL by service ({@code cognito-idp}, {@code cognito-identity}, {@code s3},
 *     {@code secretsmanager}, {@code ssm}); wins over {@code endpoint}
 * @param credentials source of AWS credentials, or null for AWS's default chain
 * @param trust certificate authorities trusted in connections to AWS and to REST services, or null
 *     for those of {@code AWS_CA_BUNDLE} or else of the JVM
 * @param vault name of the vault provider that {@link Saigon#vault()} takes, or null
 * @param storage name of the storage provider, or null
 * @param cognito name of the Cognito provider, or null
 * @param settings settings of providers, by provider's name
 */
public record SaigonOptions(
    @Nullable String region,
    @Nullable URI endpoint,
    Map<String, URI> endpoints,
    @Nullable CredentialsProvider credentials,
    @Nullable TrustOptions trust,
    @Nullable String vault,
    @Nullable String storage,
    @Nullable String cognito,
    Map<String, JsonObject> settings) {
  private static final Set<String> SERVICES =
      Set.of("cognito-idp", "cognito-identity", "secretsmanager");

  /**
   * Creates options, and checks URLs and names.
   *
   * @param region AWS region, or null for AWS's default
   * @param endpoint base URL of all AWS services, or null for AWS's own
   * @param endpoints base URL by service ({@code cognito-idp}, {@code cognito-identity}, {@code
   *     s3}, {@code secretsmanager}, {@code ssm})
   * @param credentials source of AWS credentials, or null for AWS's default chain
   * @param trust certificate authorities trusted in connections to AWS and to REST services, or
   *     null for those of {@code AWS_CA_BUNDLE} or else of the JVM
   * @param vault name of the vault provider that {@link Saigon#vault()} takes, or null
   * @param storage name of the storage provider, or null
   * @param cognito name of the Cognito provider, or null
   * @param settings settings of providers, by provider's name
   * @throws IllegalArgumentException if a URL is not absolute http or https, a name is blank, or
   *     one of a service is misspelt
   */
  public SaigonOptions {
    Objects.requireNonNull(endpoints, "endpoints");
    Objects.requireNonNull(settings, "settings");
    checkName("region", region);
    checkName("vault", vault);
    checkName("storage", storage);
    checkName("cognito", cognito);
    if (endpoint != null) {
      checkUrl("endpoint", endpoint);
    }
    endpoints = Map.copyOf(endpoints);
    endpoints.forEach(
        (service, url) -> {
          checkService(service);
          checkUrl("endpoints." + service, url);
        });
    Map<String, JsonObject> copies = new HashMap<>();
    settings.forEach((name, values) -> copies.put(name, values.copy()));
    settings = Map.copyOf(copies);
  }

  /**
   * Returns options without any setting.
   *
   * @return the options
   */
  public static SaigonOptions defaults() {
    return new SaigonOptions(null, null, Map.of(), null, null, null, null, null, Map.of());
  }

  /**
   * Reads options from a verticle's {@code config()}: its object {@code saigon} with the members
   * {@code region}, {@code endpoint}, {@code endpoints}, {@code caBundle} (a PEM file), {@code
   * vault}, {@code storage}, {@code cognito} and {@code settings}, named and meant as in this
   * record.
   *
   * @param config a verticle's configuration; without a {@code saigon} object nothing is set
   * @return the options
   * @throws ConfigurationException if a member is unknown, of the wrong type or malformed
   */
  public static SaigonOptions fromConfig(JsonObject config) {
    return OptionsReader.read(Objects.requireNonNull(config, "config"));
  }

  /**
   * Writes these options as a verticle's configuration, from which {@link #fromConfig} reads the
   * same.
   *
   * @return a configuration with the object {@code saigon}, settings of providers included. Without
   *     the credentials and certificate authorities that code gave, but for one PEM file
   */
  public JsonObject toConfig() {
    return OptionsReader.write(this);
  }

  /**
   * Returns these options with another region.
   *
   * @param region AWS region, such as {@code eu-west-1}
   * @return the new options
   */
  public SaigonOptions withRegion(String region) {
    Objects.requireNonNull(region, "region");
    return with(copy -> copy.region = region);
  }

  /**
   * Returns these options with another base URL of all AWS services.
   *
   * @param endpoint absolute http or https URL
   * @return the new options
   */
  public SaigonOptions withEndpoint(URI endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    return with(copy -> copy.endpoint = endpoint);
  }

  /**
   * Returns these options with another base URL of all AWS services.
   *
   * @param endpoint absolute http or https URL, such as {@code https://localhost:4566}
   * @return the new options
   * @throws IllegalArgumentException if it is no such URL; the message does not quote it
   */
  public SaigonOptions withEndpoint(String endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    return withEndpoint(url("endpoint", endpoint));
  }

  /**
   * Returns these options with another base URL of one AWS service.
   *
   * @param service endpoint prefix of the service, such as {@code s3}
   * @param endpoint absolute http or https URL
   * @return the new options
   */
  public SaigonOptions withEndpoint(String service, URI endpoint) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(endpoint, "endpoint");
    Map<String, URI> more = new HashMap<>(endpoints);
    more.put(service, endpoint);
    return with(copy -> copy.endpoints = more);
  }

  /**
   * Returns these options with another base URL of one AWS service.
   *
   * @param service endpoint prefix of the service, such as {@code s3}
   * @param endpoint absolute http or https URL, such as {@code https://localhost:4566}
   * @return the new options
   * @throws IllegalArgumentException if it is no such URL; the message does not quote it
   */
  public SaigonOptions withEndpoint(String service, String endpoint) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(endpoint, "endpoint");
    return withEndpoint(service, url("endpoints." + service, endpoint));
  }

  /**
   * Returns these options with constant AWS credentials.
   *
   * @param credentials the credentials
   * @return the new options
   */
  public SaigonOptions withCredentials(AwsCredentials credentials) {
    return withCredentials(CredentialsProvider.of(credentials));
  }

  /**
   * Returns these options with another source of AWS credentials.
   *
   * @param credentials source of the credentials
   * @return the new options
   */
  public SaigonOptions withCredentials(CredentialsProvider credentials) {
    Objects.requireNonNull(credentials, "credentials");
    return with(copy -> copy.credentials = credentials);
  }

  /**
   * Returns these options with other trusted certificate authorities.
   *
   * @param trust such as {@code new PemTrustOptions().addCertPath("ca.pem")}
   * @return the new options
   */
  public SaigonOptions withTrust(TrustOptions trust) {
    Objects.requireNonNull(trust, "trust");
    return with(copy -> copy.trust = trust);
  }

  /**
   * Returns these options with one of the vaults that saigon provides.
   *
   * @param vault kind of the vault
   * @return the new options
   */
  public SaigonOptions withVault(VaultKind vault) {
    Objects.requireNonNull(vault, "vault");
    return withVault(vault.providerName());
  }

  /**
   * Returns these options with another vault provider.
   *
   * @param vault name of the provider, such as {@code aws-ssm}
   * @return the new options
   */
  public SaigonOptions withVault(String vault) {
    Objects.requireNonNull(vault, "vault");
    return with(copy -> copy.vault = vault);
  }

  /**
   * Returns these options with another storage provider.
   *
   * @param storage name of the provider
   * @return the new options
   */
  public SaigonOptions withStorage(String storage) {
    Objects.requireNonNull(storage, "storage");
    return with(copy -> copy.storage = storage);
  }

  /**
   * Returns these options with another Cognito provider.
   *
   * @param cognito name of the provider
   * @return the new options
   */
  public SaigonOptions withCognito(String cognito) {
    Objects.requireNonNull(cognito, "cognito");
    return with(copy -> copy.cognito = cognito);
  }

  /**
   * Returns these options with other settings of one provider, in place of all of its former ones.
   *
   * @param provider name of the provider
   * @param values settings, which are copied
   * @return the new options
   */
  public SaigonOptions withSettings(String provider, JsonObject values) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(values, "values");
    Map<String, JsonObject> more = new HashMap<>(settings);
    more.put(provider, values);
    return with(copy -> copy.settings = more);
  }

  /**
   * Returns the settings of one provider.
   *
   * @param provider name of the provider
   * @return a copy of them, empty if none are set
   */
  public JsonObject settings(String provider) {
    Objects.requireNonNull(provider, "provider");
    JsonObject values = settings.get(provider);
    return values == null ? new JsonObject() : values.copy();
  }

  /**
   * Returns the certificate authorities to trust.
   *
   * @return {@link #trust()}; if that is null, the PEM file that the environment variable {@code
   *     AWS_CA_BUNDLE} names; if there is none, null for the JVM's own
   */
  public @Nullable TrustOptions effectiveTrust() {
    String bundle = System.getenv("AWS_CA_BUNDLE");
    return trust != null || bundle == null || bundle.isBlank()
        ? trust
        : new PemTrustOptions().addCertPath(bundle);
  }

  @Override
  public String toString() {
    return "SaigonOptions[region=%s, endpoint=%s, endpoints=%s, vault=%s, storage=%s, cognito=%s, settings of %s]"
        .formatted(
            region, endpoint, endpoints, vault, storage, cognito, new TreeSet<>(settings.keySet()));
  }

  private SaigonOptions with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.build();
  }

  private static final class Copy {
    private @Nullable String region;
    private @Nullable URI endpoint;
    private Map<String, URI> endpoints;
    private @Nullable CredentialsProvider credentials;
    private @Nullable TrustOptions trust;
    private @Nullable String vault;
    private @Nullable String storage;
    private @Nullable String cognito;
    private Map<String, JsonObject> settings;

    Copy(SaigonOptions from) {
      region = from.region;
      endpoint = from.endpoint;
      endpoints = from.endpoints;
      credentials = from.credentials;
      trust = from.trust;
      vault = from.vault;
      storage = from.storage;
      cognito = from.cognito;
      settings = from.settings;
    }

    SaigonOptions build() {
      return new SaigonOptions(
          region, endpoint, endpoints, credentials, trust, vault, storage, cognito, settings);
    }
  }

  private static void checkName(String option, @Nullable String value) {
    if (value != null) {
      Arguments.notBlank(option, value, "leave it out for the default");
    }
  }

  private static URI url(String option, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      // Without the cause: the parser's message quotes the text, which may hold a password.
      throw new IllegalArgumentException(
          option + " must be an absolute http or https URL, such as https://localhost:4566");
    }
  }

  // Names alone that no other service has one like; any service may have an endpoint.
  private static void checkService(String name) {
    String question = SERVICES.contains(name) ? "" : NearestName.question(name, SERVICES);
    if (!question.isEmpty()) {
      throw new IllegalArgumentException("endpoints." + name + " is of no service" + question);
    }
  }

  private static void checkUrl(String option, URI url) {
    Objects.requireNonNull(url, option);
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          option + " must be an absolute http or https URL with a host and no user information");
    }
  }
}
