package io.saigon.aws.conformance;

import io.saigon.aws.LeakCheck;
import io.saigon.aws.VertxAsyncHttpClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.proxy.HttpClientDefaultProxyConfigTestSuite;

@ExtendWith(LeakCheck.class)
class DefaultProxyConformanceIT extends HttpClientDefaultProxyConfigTestSuite {
  private final Vertx vertx = Vertx.vertx();

  @Override
  protected boolean isSyncClient() {
    return false;
  }

  @Override
  protected SdkAsyncHttpClient createHttpClientWithDefaultProxy() {
    return VertxAsyncHttpClient.create(vertx);
  }

  @Override
  protected SdkHttpClient createSyncHttpClientWithDefaultProxy() {
    throw new UnsupportedOperationException();
  }

  @Override
  protected Class<? extends Exception> getProxyFailedExceptionType() {
    return ExecutionException.class;
  }

  @Override
  protected Class<? extends Exception> getProxyFailedCauseExceptionType() {
    return IOException.class;
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }
}
