package io.saigon.rest.vertx;

import io.saigon.api.rest.RestRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an answer leads to. */
final class RestRedirect {
  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Set<Integer> KEEPING_METHOD = Set.of(301, 302, 307, 308);

  private RestRedirect() {}

  /** The next request, or null if there is none; not authorized, and only fit for this origin. */
  static @Nullable RestRequest of(RestRequest request, RestResponse response) {
    String location = response.headers().get(HttpHeaders.LOCATION);
    boolean seeOther = response.statusCode() == 303;
    boolean safe = SAFE.contains(request.method());
    if (location == null
        || !(seeOther || (safe && KEEPING_METHOD.contains(response.statusCode())))) {
      return null;
    }
    try {
      RestRequest next = request.withUri(request.uri().resolve(location));
      return safe ? next : asGet(next);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static RestRequest asGet(RestRequest request) {
    MultiMap headers = request.headers().copy(true).remove(HttpHeaders.CONTENT_TYPE);
    return request.withMethod(HttpMethod.GET).withHeaders(headers).withBody(Buffer.buffer());
  }

  static boolean sameOrigin(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && SigningUri.host(a).equalsIgnoreCase(SigningUri.host(b));
  }

  /** The same without anything that was meant for the service that redirected. */
  static RestRequest stripped(RestRequest request) {
    MultiMap kept = HttpHeaders.headers();
    String accept = request.headers().get(HttpHeaders.ACCEPT);
    if (accept != null) {
      kept.set(HttpHeaders.ACCEPT, accept);
    }
    return request.withHeaders(kept);
  }
}
