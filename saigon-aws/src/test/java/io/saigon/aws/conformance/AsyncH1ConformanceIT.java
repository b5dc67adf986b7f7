package io.saigon.aws.conformance;

import io.saigon.aws.LeakCheck;
import io.saigon.aws.VertxAsyncHttpClient;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkAsyncHttpClientH1TestSuite;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

@ExtendWith(LeakCheck.class)
class AsyncH1ConformanceIT extends SdkAsyncHttpClientH1TestSuite {
  private final Vertx vertx = Vertx.vertx();

  @Override
  protected SdkAsyncHttpClient setupClient() {
    return VertxAsyncHttpClient.builder(vertx)
        .option(SdkHttpConfigurationOption.PROTOCOL, Protocol.HTTP1_1)
        .option(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
        .build();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }
}
