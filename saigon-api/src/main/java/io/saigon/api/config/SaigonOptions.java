package io.saigon.api.config;

import io.saigon.api.Saigon;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an application sets; all of it optional. What is null here comes from AWS's own standard
 * settings (environment, system properties, profile files) or, for providers, from what is on the
 * path. Credentials and the values of settings are left out of {@link #toString()}.
 *
 * @param region AWS region, or null for AWS's default
 * @param endpoint base URL of all AWS services, or null for AWS's own
 * @param endpoints base URL by service ({@code cognito-idp}, {@code cognito-identity}, {@code s3},
 *     {@code secretsmanager}, {@code ssm}); wins over {@code endpoint}
 * @param credentials where AWS credentials come from, or null for AWS's default chain
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

  /** Checks the URLs and names. */
  public SaigonOptions {
    checkName("region", region);
    checkName("vault", vault);
    checkName("storage", storage);
    checkName("cognito", cognito);
    if (endpoint != null) {
      checkUrl("endpoint", endpoint);
    }
    endpoints = Map.copyOf(endpoints);
    endpoints.forEach((service, url) -> checkUrl("endpoints." + service, url));
    Map<String, JsonObject> copies = new HashMap<>();
    settings.forEach((name, values) -> copies.put(name, values.copy()));
    settings = Map.copyOf(copies);
  }

  /** Nothing set. */
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
   * @throws ConfigurationException if a member is unknown, of the wrong type or malformed
   */
  public static SaigonOptions fromConfig(JsonObject config) {
    return OptionsReader.read(config);
  }

  /** The same in a region. */
  public SaigonOptions withRegion(String region) {
    return new SaigonOptions(
        region, endpoint, endpoints, credentials, trust, vault, storage, cognito, settings);
  }

  /** The same with one base URL for all AWS services. */
  public SaigonOptions withEndpoint(URI endpoint) {
    return new SaigonOptions(
        region, endpoint, endpoints, credentials, trust, vault, storage, cognito, settings);
  }

  /** The same with the base URL of one AWS service, such as {@code s3}. */
  public SaigonOptions withEndpoint(String service, URI endpoint) {
    Map<String, URI> more = new HashMap<>(endpoints);
    more.put(service, endpoint);
    return new SaigonOptions(
        region, this.endpoint, more, credentials, trust, vault, storage, cognito, settings);
  }

  /** The same with AWS credentials from the given place. */
  public SaigonOptions withCredentials(CredentialsProvider credentials) {
    return new SaigonOptions(
        region, endpoint, endpoints, credentials, trust, vault, storage, cognito, settings);
  }

  /**
   * Returns the same options with other trusted certificate authorities.
   *
   * @param trust such as {@code new PemTrustOptions().addCertPath("ca.pem")}
   */
  public SaigonOptions withTrust(TrustOptions trust) {
    return new SaigonOptions(
        region, endpoint, endpoints, credentials, trust, vault, storage, cognito, settings);
  }

  /** The same with a chosen vault provider. */
  public SaigonOptions withVault(String vault) {
    return new SaigonOptions(
        region, endpoint, endpoints, credentials, trust, vault, storage, cognito, settings);
  }

  /** The same with a chosen storage provider. */
  public SaigonOptions withStorage(String storage) {
    return new SaigonOptions(
        region, endpoint, endpoints, credentials, trust, vault, storage, cognito, settings);
  }

  /** The same with a chosen Cognito provider. */
  public SaigonOptions withCognito(String cognito) {
    return new SaigonOptions(
        region, endpoint, endpoints, credentials, trust, vault, storage, cognito, settings);
  }

  /** The same with the settings of one provider. */
  public SaigonOptions withSettings(String provider, JsonObject values) {
    Map<String, JsonObject> more = new HashMap<>(settings);
    more.put(provider, values);
    return new SaigonOptions(
        region, endpoint, endpoints, credentials, trust, vault, storage, cognito, more);
  }

  /** Settings of a provider, empty if none are set; a copy. */
  public JsonObject settings(String provider) {
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

  private static void checkName(String option, @Nullable String value) {
    if (value != null && value.isBlank()) {
      throw new IllegalArgumentException(
          option + " must not be blank; leave it out for the default");
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
