package io.saigon.rest.vertx.http;

import io.saigon.api.error.TransportException;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.saigon.rest.vertx.syntax.HostHeader;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request that a redirect leads to. */
public final class RestRedirect {
  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Set<Integer> KEEPING_METHOD = Set.of(301, 302, 307, 308);
  private static final List<CharSequence> ANY_ORIGIN =
      List.of(HttpHeaders.ACCEPT, HttpHeaders.USER_AGENT);

  private RestRedirect() {}

  /**
   * Returns the next request, not authorized, or null if there is none. One for another origin has
   * nothing that was meant for the service that redirected.
   *
   * @throws TransportException if it leads from https to http
   */
  public static @Nullable RestRequest of(RestRequest request, RestResponse response) {
    String location = response.headers().get(HttpHeaders.LOCATION);
    boolean seeOther = response.statusCode() == 303;
    boolean safe = SAFE.contains(request.method());
    if (location == null
        || !(seeOther || (safe && KEEPING_METHOD.contains(response.statusCode())))) {
      return null;
    }
    RestRequest next;
    try {
      next = request.withUri(request.uri().resolve(location));
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (isTls(request.uri()) && !isTls(next.uri())) {
      throw new TransportException(
          RestFailures.target(request)
              + " is redirected from https to http, where others can read and change"
              + " it; let the service redirect to https",
          null);
    }
    RestRequest followed = safe ? next : asGet(next);
    return sameOrigin(request.uri(), next.uri()) ? followed : stripped(followed);
  }

  private static boolean isTls(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private static RestRequest asGet(RestRequest request) {
    MultiMap headers = request.headers().copy(true).remove(HttpHeaders.CONTENT_TYPE);
    return request.withMethod(HttpMethod.GET).withHeaders(headers).withBody(Buffer.buffer());
  }

  /** Returns whether scheme, host and port are the same. */
  public static boolean sameOrigin(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && HostHeader.of(a).equalsIgnoreCase(HostHeader.of(b));
  }

  private static RestRequest stripped(RestRequest request) {
    MultiMap kept = HttpHeaders.headers();
    for (CharSequence name : ANY_ORIGIN) {
      String value = request.headers().get(name);
      if (value != null) {
        kept.set(name, value);
      }
    }
    return request.withHeaders(kept).withBody(Buffer.buffer());
  }
}
