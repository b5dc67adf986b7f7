package io.saigon.benchmarks.signing;

import io.saigon.api.credentials.AwsCredentials;
import java.net.URI;
import java.util.function.BiConsumer;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** GETs signed by the AWS SDK, with a session token of 1000 characters. */
final class SdkSigning {
  static final AwsCredentials CREDENTIALS =
      new AwsCredentials(
          "ASIAIOSFODNN7EXAMPLE",
          "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
          "IQoJb3JpZ2luX2VjEXAMPLE+/=".repeat(40).substring(0, 1000),
          null);

  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
  private static final AwsSessionCredentialsIdentity IDENTITY =
      AwsSessionCredentialsIdentity.create(
          CREDENTIALS.accessKeyId(), CREDENTIALS.secretAccessKey(), CREDENTIALS.sessionToken());

  private SdkSigning() {}

  /** Returns the headers to send, all but Host. */
  static void headers(URI uri, BiConsumer<String, String> header) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(uri)
            .putHeader("Accept", "application/json")
            .build();
    SIGNER
        .sign(
            r ->
                r.request(request)
                    .identity(IDENTITY)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1"))
        .request()
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equals("Host")) {
                header.accept(name, values.get(0));
              }
            });
  }
}
