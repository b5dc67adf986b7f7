package io.saigon.rest.vertx.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigV4ScopeTest {
  @ParameterizedTest
  @ValueSource(strings = {"s3", "s3-outposts", "s3-object-lambda", "s3express", "s3tables"})
  void pathsOfS3AreSignedAsTheyAreSentAndTheHashOfTheBodyIsSent(String service) {
    SigV4Scope scope = SigV4Scope.of(service, "eu-west-1");
    assertThat(scope.doubleEncodePath()).isFalse();
    assertThat(scope.normalizePath()).isFalse();
    assertThat(scope.payload()).isEqualTo(PayloadSigning.SIGNED_AND_SENT);
    assertThat(scope.signSessionToken()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "execute-api, SIGNED",
    "es, SIGNED",
    "lambda, SIGNED",
    "aoss, SIGNED_AND_SENT",
    "vpc-lattice-svcs, UNSIGNED"
  })
  void pathsOfOtherServicesAreNormalizedAndEncodedOnceMore(String service, PayloadSigning payload) {
    SigV4Scope scope = SigV4Scope.of(service, "eu-west-1");
    assertThat(scope.doubleEncodePath()).isTrue();
    assertThat(scope.normalizePath()).isTrue();
    assertThat(scope.payload()).isEqualTo(payload);
    assertThat(scope.signSessionToken()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iotdevicegateway", "iotdevicedata"})
  void devicesOfIotSendTheirSessionTokenUnsigned(String service) {
    assertThat(SigV4Scope.of(service, "eu-west-1").signSessionToken()).isFalse();
  }

  @Test
  void theScopeOfApiGatewayHasItsNameAndRules() {
    assertThat(SigV4Scope.executeApi("eu-west-1"))
        .isEqualTo(SigV4Scope.of("execute-api", "eu-west-1"));
  }
}
