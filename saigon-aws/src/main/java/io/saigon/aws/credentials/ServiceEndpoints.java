package io.saigon.aws.credentials;

import io.saigon.api.config.Partition;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ConfigurationException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The regional endpoints of the services that credentials come from. */
final class ServiceEndpoints {
  /** A service, by its host name and by its name in settings. */
  enum Service {
    STS("sts", "sts", "Sts", "STS"),
    SSO("portal.sso", "sso", "Sso", "SSO"),
    SSO_OIDC("oidc", "sso_oidc", "SsoOidc", "SSO_OIDC");

    private final String host;
    private final String key;
    private final String property;
    private final String variable;

    Service(String host, String key, String property, String variable) {
      this.host = host;
      this.key = key;
      this.property = property;
      this.variable = variable;
    }
  }

  private final Settings settings;
  private final SaigonOptions options;

  ServiceEndpoints(Settings settings, SaigonOptions options) {
    this.settings = settings;
    this.options = options;
  }

  /**
   * Returns the endpoint of a service: that of the options, of the settings or of AWS.
   *
   * @throws ConfigurationException if region, endpoint or a flag is malformed, or an endpoint comes
   *     with FIPS or dual stack, which the SDK's clients refuse too
   */
  URI of(Service service, String region, Profiles profiles) {
    boolean fips =
        flag("aws.useFipsEndpoint", "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", profiles);
    boolean dualStack =
        flag(
            "aws.useDualstackEndpoint",
            "AWS_USE_DUALSTACK_ENDPOINT",
            "use_dualstack_endpoint",
            profiles);
    URI chosen = chosen(service, profiles);
    if (chosen == null) {
      return standard(service, region, fips, dualStack);
    }
    if (fips || dualStack) {
      String name = fips ? "AWS_USE_FIPS_ENDPOINT" : "AWS_USE_DUALSTACK_ENDPOINT";
      throw new ConfigurationException(
          name + " and an endpoint of one's own for " + service.key + " exclude each other",
          List.of(name, "AWS_ENDPOINT_URL"),
          null);
    }
    return chosen;
  }

  private @Nullable URI chosen(Service service, Profiles profiles) {
    URI configured = options.endpoints().get(service.key);
    URI chosen = configured != null ? configured : options.endpoint();
    if (chosen != null) {
      return chosen;
    }
    String set = ignored(profiles) ? null : configured(service, profiles);
    return set == null ? null : parse(set);
  }

  private boolean ignored(Profiles profiles) {
    return flag(
        "aws.ignoreConfiguredEndpointUrls",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "ignore_configured_endpoint_urls",
        profiles);
  }

  private @Nullable String configured(Service service, Profiles profiles) {
    String configured =
        settings.get("aws.endpointUrl" + service.property, "AWS_ENDPOINT_URL_" + service.variable);
    String all =
        configured != null ? configured : settings.get("aws.endpointUrl", "AWS_ENDPOINT_URL");
    return all != null ? all : profiles.endpoint(service.key);
  }

  private static URI standard(Service service, String region, boolean fips, boolean dualStack) {
    if (!Partition.isRegion(region)) {
      throw new ConfigurationException(
          "A region looks like eu-west-1, but the one that is set does not",
          List.of("AWS_REGION"),
          null);
    }
    Partition partition = Partition.of(region);
    // GovCloud's own endpoints are validated by FIPS, and have no second name for that.
    String host =
        service.host + (fips && (dualStack || partition != Partition.AWS_US_GOV) ? "-fips." : ".");
    return URI.create(
        "https://"
            + host
            + region
            + "."
            + (dualStack ? partition.dualStackSuffix() : partition.dnsSuffix()));
  }

  private boolean flag(String property, String variable, String key, Profiles profiles) {
    String set = settings.get(property, variable);
    String value = set != null ? set : profiles.get(key);
    if (value == null || "false".equalsIgnoreCase(value)) {
      return false;
    }
    if (!"true".equalsIgnoreCase(value)) {
      throw new ConfigurationException(
          variable + " (or " + key + " in the profile) must be true or false",
          List.of(variable),
          null);
    }
    return true;
  }

  private static URI parse(String url) {
    URI uri = HttpUrls.parse(url);
    if (uri == null) {
      throw new ConfigurationException(
          "AWS_ENDPOINT_URL (or endpoint_url in the profile) must be an http or https URL",
          List.of("AWS_ENDPOINT_URL"),
          null);
    }
    return uri;
  }
}
