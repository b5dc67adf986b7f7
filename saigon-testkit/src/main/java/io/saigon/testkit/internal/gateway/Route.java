package io.saigon.testkit.internal.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The backend of requests below a path, and the authorities to trust if not the usual ones; or the
 * answer to all of them.
 */
record Route(String prefix, URI backend, @Nullable TrustOptions trust, @Nullable Buffer answer) {
  boolean matches(String path) {
    return prefix.equals("/")
        || path.equals(prefix)
        || path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
  }

  /** The backend's address with the path and query just as they were sent. */
  RequestOptions target(String path, @Nullable String query) {
    boolean ssl = "https".equals(backend.getScheme());
    String base = backend.getRawPath();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return new RequestOptions()
        .setSsl(ssl)
        .setSslOptions(trust == null ? null : new ClientSSLOptions().setTrustOptions(trust))
        .setHost(backend.getHost())
        .setPort(backend.getPort() > 0 ? backend.getPort() : ssl ? 443 : 80)
        .setURI(root + path + (query == null ? "" : "?" + query));
  }
}
