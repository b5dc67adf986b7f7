package io.saigon.aws.credentials;

import io.saigon.api.error.ConfigurationException;
import io.saigon.aws.error.SdkErrors;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * AWS's standard region chain: system property, environment variable, profile, instance metadata.
 */
final class RegionChain {
  private static final String PATH = "/latest/meta-data/placement/region";

  private final @Nullable String chosen;
  private final Settings settings;
  private final ProfileFiles files;
  private final InstanceMetadata metadata;

  /**
   * Creates the chain.
   *
   * @param chosen region that wins over all settings, or null
   */
  RegionChain(
      @Nullable String chosen, Settings settings, ProfileFiles files, InstanceMetadata metadata) {
    this.chosen = chosen;
    this.settings = settings;
    this.files = files;
    this.metadata = metadata;
  }

  /**
   * Returns the region.
   *
   * @return its name; fails with {@link ConfigurationException} if no setting names one
   */
  Future<String> find() {
    String set = set();
    return set != null
        ? Future.succeededFuture(set)
        : files
            .read()
            .compose(
                profiles -> {
                  String region = profiles.get("region");
                  return region != null ? Future.succeededFuture(region) : ofInstance();
                });
  }

  /** Returns the region without asking instance metadata, or null; blocks to read files. */
  @Nullable String configured() {
    String set = set();
    return set != null ? set : files.readNow().get("region");
  }

  private @Nullable String set() {
    return chosen != null ? chosen : settings.get("aws.region", "AWS_REGION");
  }

  private Future<String> ofInstance() {
    return metadata
        .get(PATH)
        .map(String::strip)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof NotConfiguredException
                        ? SdkErrors.missingRegion(failure)
                        : failure));
  }
}
