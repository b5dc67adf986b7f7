package io.saigon.rest.vertx;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.ArrayList;

/** A redirect. */
final class Hop {
  private Hop() {}

  /**
   * Takes off what was meant for the service that redirected; all of it if the next origin is
   * another one.
   */
  static void strip(RequestOptions next, boolean elsewhere) {
    MultiMap given = next.getHeaders();
    if (given == null) {
      return;
    }
    MultiMap kept = HttpHeaders.headers().addAll(given);
    HeaderName.OWN.forEach(kept::remove);
    if (elsewhere) {
      kept.remove(HttpHeaders.HOST).remove(HttpHeaders.COOKIE);
      for (String name : new ArrayList<>(kept.names())) {
        if (name.regionMatches(true, 0, "x-amz-", 0, 6) || name.equalsIgnoreCase("x-api-key")) {
          kept.remove(name);
        }
      }
    }
    next.setHeaders(kept);
  }

  /**
   * Gives a redirect its own encoding back: Vert.x takes the decoded path of a Location, and so
   * another resource or none.
   */
  static void keepEncoding(RequestOptions next, HttpClientResponse response) {
    String location = response.getHeader(HttpHeaders.LOCATION);
    if (location == null) {
      return;
    }
    URI to;
    try {
      to = URI.create(response.request().absoluteURI()).resolve(location);
    } catch (IllegalArgumentException e) {
      return;
    }
    boolean decodedByVertx = next.getURI().equals(target(to.getPath(), to.getQuery()));
    if (decodedByVertx && to.getRawPath() != null) {
      next.setURI(target(to.getRawPath(), to.getRawQuery()));
    }
  }

  private static String target(
      @org.jspecify.annotations.Nullable String path,
      @org.jspecify.annotations.Nullable String query) {
    String start = path == null || path.isEmpty() ? "/" : path;
    return query == null ? start : start + "?" + query;
  }
}
