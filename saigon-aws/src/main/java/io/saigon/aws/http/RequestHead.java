package io.saigon.aws.http;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.ProxyOptions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The head of a request of the SDK as Vert.x takes it. */
final class RequestHead {
  private RequestHead() {}

  /**
   * Returns method, peer, path and query, the latter two as they were signed.
   *
   * @param acquireMillis how long to wait for a connection
   * @param operation name in traces, or null
   */
  static RequestOptions options(
      SdkHttpRequest http,
      @Nullable ProxyOptions proxy,
      long acquireMillis,
      @Nullable String operation) {
    String path = http.encodedPath();
    return new RequestOptions()
        .setMethod(HttpMethod.valueOf(http.method().name()))
        .setSsl("https".equalsIgnoreCase(http.protocol()))
        .setHost(http.host())
        .setPort(http.port())
        .setURI(
            (path == null || path.isBlank() ? "/" : path)
                + http.encodedQueryParameters().map(query -> "?" + query).orElse(""))
        .setConnectTimeout(acquireMillis)
        .setTraceOperation(operation)
        .setProxyOptions(proxy);
  }

  static void putHeaders(SdkHttpRequest http, HttpClientRequest to) {
    http.forEachHeader(
        (name, values) -> {
          if (name.equalsIgnoreCase("Host") && to.version() == HttpVersion.HTTP_2) {
            to.authority(HostAndPort.parseAuthority(values.get(0), -1));
          } else {
            values.forEach(value -> to.headers().add(name, value));
          }
        });
  }
}
