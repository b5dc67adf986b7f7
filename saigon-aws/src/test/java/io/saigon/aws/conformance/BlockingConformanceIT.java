package io.saigon.aws.conformance;

import io.saigon.aws.VertxAsyncHttpClient;
import io.vertx.core.Vertx;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpClientTestSuite;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;

public class BlockingConformanceIT extends SdkHttpClientTestSuite {
  @Override
  protected SdkHttpClient createSdkHttpClient(SdkHttpClientOptions options) {
    Vertx vertx = Vertx.vertx();
    var builder =
        VertxAsyncHttpClient.builder(vertx)
            .option(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, options.trustAll());
    if (options.tlsTrustManagersProvider() != null) {
      builder.option(
          SdkHttpConfigurationOption.TLS_TRUST_MANAGERS_PROVIDER,
          options.tlsTrustManagersProvider());
    }
    return new BlockingClient(vertx, builder.build());
  }
}
