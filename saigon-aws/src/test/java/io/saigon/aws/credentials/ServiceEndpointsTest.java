package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ConfigurationException;
import io.saigon.aws.credentials.ServiceEndpoints.Service;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.profiles.ProfileFile;

class ServiceEndpointsTest {
  private final Map<String, String> variables = new HashMap<>();
  private final Profiles none = new Profiles(ProfileFile.aggregator().build(), "default");

  private URI endpoint(SaigonOptions options, Service service, String region) {
    return new ServiceEndpoints(new Settings(name -> null, variables::get), options)
        .of(service, region, none);
  }

  @ParameterizedTest
  @CsvSource({
    "STS, eu-west-1, false, false, https://sts.eu-west-1.amazonaws.com",
    "STS, cn-north-1, false, false, https://sts.cn-north-1.amazonaws.com.cn",
    "STS, us-gov-west-1, true, false, https://sts.us-gov-west-1.amazonaws.com",
    "STS, us-east-1, true, false, https://sts-fips.us-east-1.amazonaws.com",
    "STS, us-east-1, false, true, https://sts.us-east-1.api.aws",
    "STS, us-east-1, true, true, https://sts-fips.us-east-1.api.aws",
    "SSO, eu-west-1, false, false, https://portal.sso.eu-west-1.amazonaws.com",
    "SSO_OIDC, eu-west-1, false, false, https://oidc.eu-west-1.amazonaws.com",
    "SSO_OIDC, us-east-2, true, true, https://oidc-fips.us-east-2.api.aws"
  })
  void theEndpointIsTheRegions(
      Service service, String region, String fips, String dualStack, String expected) {
    variables.put("AWS_USE_FIPS_ENDPOINT", fips);
    variables.put("AWS_USE_DUALSTACK_ENDPOINT", dualStack);
    assertThat(endpoint(SaigonOptions.defaults(), service, region)).hasToString(expected);
  }

  @Test
  void theNearestSettingWins() {
    SaigonOptions options = SaigonOptions.defaults();
    variables.put("AWS_ENDPOINT_URL", "http://all");
    assertThat(endpoint(options, Service.SSO_OIDC, "eu-west-1")).hasToString("http://all");
    variables.put("AWS_ENDPOINT_URL_SSO_OIDC", "http://own");
    assertThat(endpoint(options, Service.SSO_OIDC, "eu-west-1")).hasToString("http://own");
    variables.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    assertThat(endpoint(options, Service.SSO_OIDC, "eu-west-1").getHost())
        .endsWith("amazonaws.com");
    options = options.withEndpoint(URI.create("http://code"));
    assertThat(endpoint(options, Service.STS, "eu-west-1")).hasToString("http://code");
    options = options.withEndpoint("sts", URI.create("http://sts"));
    assertThat(endpoint(options, Service.STS, "eu-west-1")).hasToString("http://sts");
  }

  @Test
  void malformedRegionsAndUrlsAreConfigurationErrors() {
    assertThatThrownBy(() -> endpoint(SaigonOptions.defaults(), Service.STS, "evil.com/"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("evil");
    variables.put("AWS_ENDPOINT_URL", "nonsense");
    assertThatThrownBy(() -> endpoint(SaigonOptions.defaults(), Service.STS, "eu-west-1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AWS_ENDPOINT_URL");
  }
}
