package io.saigon.aws.conformance;

import io.saigon.aws.VertxAsyncHttpClient;
import io.vertx.core.Vertx;
import software.amazon.awssdk.http.HttpClientUriNormalizationTestSuite;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The other suite about URIs (SdkHttpClientUriSanitizationTestSuite) wants {@code //} turned to
 * {@code /%2F}, which clients do whose libraries would collapse it. This engine sends a path as it
 * was signed.
 */
class UriConformanceIT extends HttpClientUriNormalizationTestSuite {
  @Override
  protected SdkHttpClient createSdkHttpClient() {
    Vertx vertx = Vertx.vertx();
    return new BlockingClient(vertx, VertxAsyncHttpClient.create(vertx));
  }
}
