package io.saigon.rest.vertx.webclient;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.rest.vertx.testing.ForwardProxy;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClientOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract through a proxy's tunnel. */
public class SigV4InterceptorOverProxyIT extends SigV4InterceptorOverHttp2IT {
  private static Vertx proxyVertx;
  private static ForwardProxy proxy;

  @BeforeAll
  static void startProxy() {
    proxyVertx = Vertx.vertx();
    proxy = new ForwardProxy(proxyVertx);
  }

  @AfterAll
  static void stopProxy() {
    assertThat(proxy.served.get()).isGreaterThan(10);
    await(proxyVertx.close());
  }

  @Override
  WebClientOptions options() {
    return super.options().setProxyOptions(proxy.options());
  }
}
