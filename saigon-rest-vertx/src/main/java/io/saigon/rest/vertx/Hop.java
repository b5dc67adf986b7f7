package io.saigon.rest.vertx;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

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
   * another resource or none; and behind a plain HTTP proxy it finds no host for a relative one.
   */
  static void correct(RequestOptions next, HttpClientResponse response) {
    String location = response.getHeader(HttpHeaders.LOCATION);
    if (location == null) {
      return;
    }
    URI to;
    try {
      to = URI.create(uri(response.request())).resolve(location);
    } catch (IllegalArgumentException e) {
      return;
    }
    if (to.getRawPath() == null) {
      return;
    }
    if (next.getHost() == null && to.getHost() != null) {
      boolean tls = "https".equalsIgnoreCase(to.getScheme());
      next.setSsl(tls).setHost(to.getHost());
      next.setPort(to.getPort() >= 0 ? to.getPort() : tls ? 443 : 80);
      next.setURI(target(to.getRawPath(), to.getRawQuery()));
    } else if (next.getURI().equals(target(to.getPath(), to.getQuery()))) {
      next.setURI(target(to.getRawPath(), to.getRawQuery()));
    }
  }

  /** The absolute URI of a request. A plain HTTP proxy is asked for it as a whole. */
  static String uri(HttpClientRequest request) {
    String uri = request.getURI();
    return uri.startsWith("http://") ? uri : request.absoluteURI();
  }

  private static String target(@Nullable String path, @Nullable String query) {
    String start = path == null || path.isEmpty() ? "/" : path;
    return query == null ? start : start + "?" + query;
  }
}
