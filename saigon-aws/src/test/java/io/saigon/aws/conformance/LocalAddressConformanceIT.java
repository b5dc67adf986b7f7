package io.saigon.aws.conformance;

import io.saigon.aws.LeakCheck;
import io.saigon.aws.VertxAsyncHttpClient;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpClientLocalAddressFunctionalTestSuite;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;

@ExtendWith(LeakCheck.class)
@Tag("local-address")
class LocalAddressConformanceIT extends SdkHttpClientLocalAddressFunctionalTestSuite {
  @Override
  protected SdkHttpClient createHttpClient(InetAddress localAddress, Duration connectionTimeout) {
    Vertx vertx = Vertx.vertx();
    var builder =
        VertxAsyncHttpClient.builder(vertx)
            .option(SdkHttpConfigurationOption.CONNECTION_TIMEOUT, connectionTimeout);
    if (localAddress != null) {
      builder.localAddress(localAddress);
    }
    return new BlockingClient(vertx, builder.build());
  }
}
