package io.saigon.testkit;

import static io.saigon.testkit.JsonCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Signatures that each of the JSON services refuses, in the header and in the query. */
@ExtendWith(LocalAwsExtension.class)
class JsonSignaturesIT {
  private static final String UNKNOWN = "UnrecognizedClientException";
  private static final String INVALID = "InvalidSignatureException";
  private static final String MISMATCH = "The request signature we calculated does not match";
  private static final String BAD_TOKEN = "The security token included in the request is invalid.";

  private LocalAws aws;
  private String service = "";
  private String target = "";
  private boolean inQuery;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
  }

  @ParameterizedTest
  @CsvSource({
    "cognito-idp, AWSCognitoIdentityProviderService.ListUserPools, false",
    "cognito-idp, AWSCognitoIdentityProviderService.ListUserPools, true",
    "cognito-identity, AWSCognitoIdentityService.ListIdentityPools, false",
    "cognito-identity, AWSCognitoIdentityService.ListIdentityPools, true",
    "secretsmanager, secretsmanager.ListSecrets, false",
    "secretsmanager, secretsmanager.ListSecrets, true",
    "ssm, AmazonSSM.DescribeParameters, false",
    "ssm, AmazonSSM.DescribeParameters, true"
  })
  void aWrongSignatureIsRefused(String service, String target, boolean inQuery) {
    this.service = service;
    this.target = target;
    this.inQuery = inQuery;
    AwsCredentials keys = aws.temporaryCredentials(Duration.ofMinutes(9));
    String id = keys.accessKeyId();
    String secret = keys.secretAccessKey();
    assertThat(send(as(keys)).statusCode()).isEqualTo(200);
    assertRefused(send(as(AwsCredentials.of("AKIAAAAAAAAAAAAAAAAA", secret))), UNKNOWN, BAD_TOKEN);
    assertRefused(
        send(as(new AwsCredentials(id, "wrong", keys.sessionToken(), null))), INVALID, MISMATCH);
    assertRefused(send(as(AwsCredentials.of(id, secret))), UNKNOWN, BAD_TOKEN);
    String other = aws.temporaryCredentials(Duration.ofMinutes(9)).sessionToken();
    assertRefused(send(as(new AwsCredentials(id, secret, other, null))), UNKNOWN, BAD_TOKEN);
    assertRefused(
        send(as(new AwsCredentials(aws.accessKeyId(), aws.secretAccessKey(), other, null))),
        UNKNOWN,
        BAD_TOKEN);
    assertRefused(
        send(as(aws.temporaryCredentials(Duration.ofSeconds(-1)))),
        "ExpiredTokenException",
        "The security token included in the request is expired");
    assertRefused(send(with("us-east-1", service, 0)), INVALID, "scoped to a valid region");
    assertRefused(
        send(with(aws.region(), "execute-api", 0)),
        INVALID,
        "Credential should be scoped to correct service: '" + service + "'");
    assertRefused(send(with(aws.region(), service, 310)), INVALID, "Signature not yet current: ");
    assertRefused(send(with(aws.region(), service, -310)), INVALID, "Signature expired: ");
    SdkHttpRequest signed = signed(as(keys));
    assertRefused(Wire.send(signed, "{\"MaxResults\":2}"), INVALID, MISMATCH);
    assertRefused(
        Wire.send(
            signed, "{\"MaxResults\":1}", Map.of("Content-Type", "application/x-amz-json-1.0")),
        INVALID,
        MISMATCH);
  }

  private HttpResponse<String> send(Wire.Signing signing) {
    return Wire.send(signed(signing), "{\"MaxResults\":1}");
  }

  private SdkHttpRequest signed(Wire.Signing signing) {
    Map<String, String> headers =
        Map.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.1");
    var uri = aws.endpoint().resolve("/");
    return inQuery
        ? Wire.presigned(signing, "POST", uri, headers, "{\"MaxResults\":1}", Duration.ofMinutes(1))
        : Wire.signed(signing, "POST", uri, headers, "{\"MaxResults\":1}");
  }

  private Wire.Signing as(AwsCredentials keys) {
    return Wire.as(aws, service, keys);
  }

  private Wire.Signing with(String region, String service, int seconds) {
    return new Wire.Signing(
        Wire.admin(aws, service).credentials(),
        region,
        service,
        Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)));
  }
}
