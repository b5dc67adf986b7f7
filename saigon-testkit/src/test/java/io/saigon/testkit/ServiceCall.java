package io.saigon.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A call to each service that succeeds unless a fault is set, without retries. */
final class ServiceCall {
  private static final Map<String, String> TARGETS =
      Map.of(
          "cognito-idp", "AWSCognitoIdentityProviderService.ListUserPools",
          "cognito-identity", "AWSCognitoIdentityService.ListIdentityPools",
          "secretsmanager", "secretsmanager.ListSecrets",
          "ssm", "AmazonSSM.DescribeParameters");

  private ServiceCall() {}

  /** The name that a service's signatures and faults have; the HTTP API is one more gateway. */
  static String signingName(String service) {
    return service.equals("http-api") ? "execute-api" : service;
  }

  static HttpResponse<String> make(
      LocalAws aws, String service, Wire.Signing signing, Duration most)
      throws IOException, InterruptedException {
    String body = TARGETS.containsKey(service) ? "{\"MaxResults\":10}" : "";
    if (service.equals("sts")) {
      body = "Action=GetCallerIdentity&Version=2011-06-15";
    }
    return Wire.attempt(signed(aws, service, signing, body), body, most);
  }

  private static SdkHttpRequest signed(
      LocalAws aws, String service, Wire.Signing signing, String body) {
    if (service.equals("s3")) {
      return new S3Wire(aws, signing.credentials(), signing.region(), signing.clock())
          .hashed("GET", "/", new byte[0])
          .request();
    }
    if (signingName(service).equals("execute-api")) {
      LocalGateway gateway = service.equals("http-api") ? aws.httpGateway() : aws.gateway();
      return Wire.signed(signing, "GET", URI.create(gateway.url() + "/keys"), Map.of(), body);
    }
    if (service.equals("sts")) {
      return Wire.signed(
          signing,
          "POST",
          aws.endpoint().resolve("/"),
          Map.of("Content-Type", "application/x-www-form-urlencoded"),
          body);
    }
    return Wire.signed(
        signing,
        "POST",
        aws.endpoint().resolve("/"),
        Map.of("X-Amz-Target", TARGETS.get(service), "Content-Type", "application/x-amz-json-1.1"),
        body);
  }
}
