package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.config.Partition;
import io.saigon.api.config.SaigonOptions;
import io.saigon.aws.credentials.ServiceEndpoints.Service;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.endpoints.SsoEndpointProvider;
import software.amazon.awssdk.services.ssooidc.endpoints.SsoOidcEndpointProvider;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/** Our endpoints beside those of the SDK's own clients. */
class SdkEndpointsTest {
  private static URI sdk(Service service, Region region, boolean fips, boolean dualStack) {
    return switch (service) {
      case STS ->
          StsEndpointProvider.defaultProvider()
              .resolveEndpoint(p -> p.region(region).useFips(fips).useDualStack(dualStack))
              .join()
              .url();
      case SSO ->
          SsoEndpointProvider.defaultProvider()
              .resolveEndpoint(p -> p.region(region).useFips(fips).useDualStack(dualStack))
              .join()
              .url();
      case SSO_OIDC ->
          SsoOidcEndpointProvider.defaultProvider()
              .resolveEndpoint(p -> p.region(region).useFips(fips).useDualStack(dualStack))
              .join()
              .url();
    };
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void everyRegionsEndpointIsThatOfTheSdk(boolean fips, boolean dualStack) {
    Map<String, String> variables =
        Map.of(
            "AWS_USE_FIPS_ENDPOINT", String.valueOf(fips),
            "AWS_USE_DUALSTACK_ENDPOINT", String.valueOf(dualStack));
    ServiceEndpoints endpoints =
        new ServiceEndpoints(new Settings(name -> null, variables::get), SaigonOptions.defaults());
    Profiles none = new Profiles(ProfileFile.aggregator().build(), "default");
    Map<String, String> ours = new TreeMap<>();
    Map<String, String> theirs = new TreeMap<>();
    for (Region region : Region.regions()) {
      for (Service service : Service.values()) {
        if (!Partition.isRegion(region.id())) {
          continue;
        }
        try {
          theirs.put(service + " " + region, sdk(service, region, fips, dualStack).toString());
          ours.put(service + " " + region, endpoints.of(service, region.id(), none).toString());
        } catch (CompletionException e) {
          // There is no such endpoint in that partition.
        }
      }
    }
    assertThat(theirs).hasSizeGreaterThan(60);
    assertThat(ours).isEqualTo(theirs);
  }
}
