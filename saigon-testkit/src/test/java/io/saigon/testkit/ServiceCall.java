package io.saigon.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A call to each service that succeeds unless something is wrong, and does not try again. */
final class ServiceCall {
  private static final Map<String, String> TARGETS =
      Map.of(
          "cognito-idp", "AWSCognitoIdentityProviderService.ListUserPools",
          "cognito-identity", "AWSCognitoIdentityService.ListIdentityPools",
          "secretsmanager", "secretsmanager.ListSecrets",
          "ssm", "AmazonSSM.DescribeParameters");

  private ServiceCall() {}

  static HttpResponse<String> make(LocalAws aws, Wire.Signing signing, Duration most)
      throws IOException, InterruptedException {
    String body = TARGETS.containsKey(signing.service()) ? "{\"MaxResults\":10}" : "";
    return Wire.attempt(signed(aws, signing, body), body, most);
  }

  private static SdkHttpRequest signed(LocalAws aws, Wire.Signing signing, String body) {
    String service = signing.service();
    if (service.equals("s3")) {
      return new S3Wire(aws, signing.credentials(), signing.region(), signing.clock())
          .hashed("GET", "/", new byte[0])
          .request();
    }
    if (service.equals("execute-api")) {
      aws.gateway().route("/", aws.endpoint());
      String keys = "/" + aws.userPool().id() + "/.well-known/jwks.json";
      return Wire.signed(signing, "GET", URI.create(aws.gateway().url() + keys), Map.of(), body);
    }
    return Wire.signed(
        signing,
        "POST",
        aws.endpoint().resolve("/"),
        Map.of("X-Amz-Target", TARGETS.get(service), "Content-Type", "application/x-amz-json-1.1"),
        body);
  }
}
