package io.saigon.cognito.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;

/** Whether a page of this application made a request, as far as browsers tell. */
final class RequestOrigin {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private RequestOrigin() {}

  static boolean isSafe(RoutingContext context) {
    return SAFE.contains(context.request().method());
  }

  /** Returns false if the headers of a browser name another origin or site. */
  static boolean isOwn(RoutingContext context, URI baseUrl) {
    HttpServerRequest request = context.request();
    String origin = request.getHeader("Origin");
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return false;
    }
    // A page without referrers sends null for its own origin, too.
    return origin == null
        || (origin.equals("null") ? site != null : origin.equalsIgnoreCase(baseUrl.toString()));
  }
}
