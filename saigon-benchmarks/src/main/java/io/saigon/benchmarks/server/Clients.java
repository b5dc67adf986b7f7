package io.saigon.benchmarks.server;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.AttributeMap;

/** Settings of clients that call a server here. */
public final class Clients {
  /** For the engine on CRT, which reads no trust store of Java. */
  public static final AttributeMap TRUST_ALL =
      AttributeMap.builder().put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true).build();

  /** The region of everything here. */
  public static final Region REGION = Region.EU_WEST_1;

  /** Keys that are no secret. */
  public static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));

  private Clients() {}

  /** Returns settings of saigon. */
  public static SaigonOptions saigon(URI endpoint) {
    return SaigonOptions.defaults()
        .withRegion("eu-west-1")
        .withEndpoint(endpoint)
        .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKIDEXAMPLE", "secret")));
  }

  /** Configures a client of the SDK. */
  public static <B extends AwsClientBuilder<B, C>, C> B sdk(B builder, URI endpoint) {
    return builder.region(REGION).endpointOverride(endpoint).credentialsProvider(CREDENTIALS);
  }
}
