package io.saigon.rest.vertx.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceHostTest {
  @ParameterizedTest
  @CsvSource({
    "a1b2c3.execute-api.eu-west-1.amazonaws.com, execute-api, eu-west-1",
    "A1B2C3.Execute-Api.EU-West-1.amazonaws.com, execute-api, eu-west-1",
    "a1b2c3.execute-api.cn-north-1.amazonaws.com.cn, execute-api, cn-north-1",
    "vpce-1a-2b.execute-api.us-gov-west-1.vpce.amazonaws.com, execute-api, us-gov-west-1",
    "a1b2c3.execute-api.eu-west-1.api.aws, execute-api, eu-west-1",
    "abc.lambda-url.ap-southeast-2.on.aws, lambda, ap-southeast-2",
    "search-logs-x1.eu-central-1.es.amazonaws.com, es, eu-central-1",
    "search-logs-x1.aos.eu-central-1.on.aws, es, eu-central-1",
    "x1.us-east-1.aoss.amazonaws.com, aoss, us-east-1",
    "x1.appsync-api.us-east-1.amazonaws.com, appsync, us-east-1",
    "svc-1.7d67968.vpc-lattice-svcs.us-west-2.on.aws, vpc-lattice-svcs, us-west-2",
    "s3.eu-west-1.amazonaws.com, s3, eu-west-1",
    "photos.s3.dualstack.eu-west-1.amazonaws.com, s3, eu-west-1",
    "es.eu-north-1.s3.eu-west-1.amazonaws.com, s3, eu-west-1",
    "photos.s3.amazonaws.com, s3, us-east-1",
    "s3.amazonaws.com, s3, us-east-1",
    "p-123.s3-accesspoint.eu-west-1.amazonaws.com, s3, eu-west-1"
  })
  void awsHostsContainServiceAndRegion(String host, String service, String region) {
    assertThat(SigV4Scope.ofHost(host)).isEqualTo(SigV4Scope.of(service, region));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.example.com",
        "localhost",
        "[::1]",
        "a.execute-api.eu-west-1.amazonaws.com.evil.org",
        "a.execute-api.amazonaws.com",
        "es.amazonaws.com",
        "amazonaws.com",
        "ec2-1-2-3-4.eu-west-1.compute.amazonaws.com"
      })
  void otherHostsContainNeither(String host) {
    assertThat(SigV4Scope.ofHost(host)).isNull();
  }
}
