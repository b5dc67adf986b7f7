package io.saigon.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.check.NearestName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspeltNamesTest {
  private static final List<String> KNOWN = List.of("region", "endpoint", "vault", "aws-ssm");

  @ParameterizedTest
  @CsvSource({
    "regoin, region",
    "REGION, region",
    "regio, region",
    "rregion, region",
    "endpiont, endpoint",
    "aws-smm, aws-ssm",
    "volt, ",
    "x, ",
    "zone, "
  })
  void theNearestNameIsTheOneThatWasMeant(String name, String meant) {
    assertThat(NearestName.of(name, KNOWN)).isEqualTo(meant);
  }

  @Test
  void aMisspeltServiceOfAnEndpointIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SaigonOptions.defaults().withEndpoint("cognito-ipd", "https://localhost:1"))
        .withMessage("endpoints.cognito-ipd is of no service; did you mean 'cognito-idp'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sns", "sqs", "sts", "dynamodb", "cognito-sync", "secretsmanager"})
  void endpointsOfAllServicesAreTaken(String service) {
    SaigonOptions options = SaigonOptions.defaults().withEndpoint(service, "https://localhost:1");
    assertThat(options.endpoints()).containsOnlyKeys(service);
  }
}
