package io.saigon.testkit.internal.gateway;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where requests below a path go. */
record Route(String prefix, URI backend) {
  boolean matches(String path) {
    return prefix.equals("/")
        || path.equals(prefix)
        || path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
  }

  /** The backend's address with the whole path and query as they were sent. */
  String target(String path, @Nullable String query) {
    String base = backend.toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return root + path + (query == null ? "" : "?" + query);
  }
}
