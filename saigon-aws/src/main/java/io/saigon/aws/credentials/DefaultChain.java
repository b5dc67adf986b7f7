package io.saigon.aws.credentials;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * AWS's default credentials chain by its standard settings, and the region that goes with it:
 * system properties, environment variables, web identity token, profile files, container service,
 * instance metadata.
 *
 * <p>A provider that nothing is set up for is passed over. One that is set up and fails ends the
 * chain: the next one would be another identity.
 */
public final class DefaultChain {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultChain.class);
  private static final Duration PROCESS_TIMEOUT = Duration.ofMinutes(1);

  private final List<ChainProvider> providers;
  private final RegionChain regions;
  private final Sts sts;
  private final SharedTask<String> region;
  private final CachedCredentials cache;
  private volatile @Nullable String answered;

  /**
   * Creates a chain.
   *
   * @param options region and endpoints that win over settings
   * @param services HTTP engine for AWS's services
   * @param direct HTTP engine for link-local addresses, which passes no proxy
   */
  public DefaultChain(
      Vertx vertx, SaigonOptions options, SdkAsyncHttpClient services, SdkAsyncHttpClient direct) {
    this(vertx, options, services, direct, Settings.system(), Clock.systemUTC());
  }

  DefaultChain(
      Vertx vertx,
      SaigonOptions options,
      SdkAsyncHttpClient services,
      SdkAsyncHttpClient direct,
      Settings settings,
      Clock clock) {
    HttpCalls calls = new HttpCalls(vertx, services);
    HttpCalls local = new HttpCalls(vertx, direct);
    ProfileFiles files = new ProfileFiles(vertx, settings);
    ServiceEndpoints endpoints = new ServiceEndpoints(settings, options);
    InstanceMetadata metadata = new InstanceMetadata(local, settings, files, clock);
    this.regions = new RegionChain(options.region(), settings, files, metadata);
    this.sts = new Sts(calls, endpoints, files, regions, clock);
    ChainProvider variables = KeysProvider.ofVariables(settings);
    ChainProvider container = new ContainerProvider(vertx, local, settings);
    ChainProvider instance = new InstanceProvider(metadata);
    WebIdentityProvider webIdentity = new WebIdentityProvider(vertx, settings, sts);
    this.providers =
        List.of(
            KeysProvider.ofProperties(settings),
            variables,
            webIdentity,
            new ProfileProvider(
                files,
                Map.of(
                    "environment", variables,
                    "ecscontainer", container,
                    "ec2instancemetadata", instance),
                webIdentity,
                new SsoCredentials(vertx, calls, settings, endpoints, clock),
                new ProcessCredentials(vertx, settings, PROCESS_TIMEOUT),
                sts),
            container,
            instance);
    this.region = new SharedTask<>(vertx, regions::find);
    this.cache = new CachedCredentials(vertx, "chain", this::load);
  }

  /**
   * Returns the chain's credentials, kept and renewed.
   *
   * @return the cache
   */
  public CachedCredentials credentials() {
    return cache;
  }

  /**
   * Returns the region that the options or the settings name.
   *
   * @return its name; fails with {@link ConfigurationException} if none does; completes on any
   *     thread
   */
  public Future<String> region() {
    return region.run();
  }

  /**
   * Returns the region that the options or the settings name, without instance metadata. Blocks to
   * read profile files.
   *
   * @return its name, or null
   * @throws ConfigurationException if a profile file cannot be parsed
   */
  public @Nullable String configuredRegion() {
    return regions.configured();
  }

  /**
   * Assumes a role.
   *
   * @param parameters of STS's action AssumeRole
   * @param caller credentials to sign with
   * @return temporary credentials
   */
  public Future<AwsCredentialsIdentity> assumeRole(
      Map<String, String> parameters, AwsCredentialsIdentity caller) {
    return sts.assumeRole(parameters, caller);
  }

  /**
   * Assumes a role with an OpenID Connect token; the request is not signed.
   *
   * @param roleArn ARN of the role
   * @param token the token
   * @param region region of STS
   * @return temporary credentials
   */
  public Future<AwsCredentialsIdentity> assumeRoleWithWebIdentity(
      String roleArn, String token, String region) {
    return sts.assumeRoleInRegion(roleArn, token, region);
  }

  /** Returns the name of the provider that answered last, or null. */
  @Nullable String answered() {
    return answered;
  }

  List<ChainProvider> providers() {
    return providers;
  }

  /** Loads credentials from the first provider that is set up. */
  Future<AwsCredentialsIdentity> load() {
    return load(0, new ArrayList<>());
  }

  private Future<AwsCredentialsIdentity> load(int index, List<String> reasons) {
    if (index == providers.size()) {
      return Future.failedFuture(
          new ConfigurationException(
              "No AWS credentials found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                  + " AWS_PROFILE, or give the machine a role, or call"
                  + " SaigonOptions.withCredentials. Tried: "
                  + String.join("; ", reasons),
              List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
              null));
    }
    ChainProvider provider = providers.get(index);
    return load(provider)
        .transform(
            outcome -> {
              if (outcome.succeeded()) {
                answeredBy(provider.name());
                return Future.succeededFuture(outcome.result());
              }
              Throwable failure = outcome.cause();
              if (failure instanceof NotConfiguredException) {
                reasons.add(provider.name() + ": " + failure.getMessage());
                return load(index + 1, reasons);
              }
              return Future.failedFuture(stopped(provider, failure, reasons));
            });
  }

  /** Loads credentials from one provider; an exception of its own is a failure too. */
  static Future<AwsCredentialsIdentity> load(ChainProvider provider) {
    try {
      return provider.load();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void answeredBy(String name) {
    if (!name.equals(answered)) {
      LOG.info("AWS credentials come from: {}", name);
      answered = name;
    }
  }

  private static Throwable stopped(
      ChainProvider provider, Throwable failure, List<String> reasons) {
    if (!(failure instanceof ConfigurationException wrong)) {
      return failure;
    }
    String before = reasons.isEmpty() ? "" : " Tried before: " + String.join("; ", reasons);
    return new ConfigurationException(
        "No AWS credentials. " + provider.name() + ": " + wrong.getMessage() + "." + before,
        wrong.names(),
        wrong);
  }
}
