package io.saigon.aws.conformance;

import io.saigon.aws.VertxAsyncHttpClient;
import io.vertx.core.Vertx;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpClientDefaultTestSuite;

public class BlockingDefaultsConformanceIT extends SdkHttpClientDefaultTestSuite {
  @Override
  protected SdkHttpClient createSdkHttpClient() {
    Vertx vertx = Vertx.vertx();
    return new BlockingClient(vertx, VertxAsyncHttpClient.create(vertx));
  }
}
