package io.saigon.rest.vertx.webclient;

import io.saigon.api.error.ServiceError;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.rest.vertx.sigv4.SigV4Headers;
import io.saigon.rest.vertx.syntax.AwsErrorHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A redirect that a WebClient follows. */
final class WebRedirect {
  private static final List<String> ANY_ORIGIN = List.of("Accept", "User-Agent");

  private WebRedirect() {}

  /**
   * Prepares the request that a redirect leads to: removes the signature of the one before, and for
   * another origin all headers but Accept and User-Agent.
   *
   * @param signed whether the request before was signed
   * @return whether the next one is to be signed
   * @throws HttpStatusException if it leads from https to http, or to a port or host that cannot be
   */
  static boolean prepare(
      RequestOptions next,
      HttpClientResponse response,
      boolean signed,
      @Nullable HttpClientOptions defaults) {
    // Its body is not read, and would keep the connection from others.
    response.resume();
    restoreEncoding(next, response);
    check(next, response, defaults);
    String origin = RequestTarget.origin(uri(response.request()));
    boolean stays = signed && origin.equalsIgnoreCase(RequestTarget.origin(next, defaults));
    MultiMap given = next.getHeaders();
    if (given != null) {
      next.setHeaders(stays ? withoutSignature(given) : forOtherOrigin(given));
    }
    return stays;
  }

  private static MultiMap withoutSignature(MultiMap given) {
    MultiMap kept = HttpHeaders.headers().addAll(given);
    SigV4Headers.names().forEach(kept::remove);
    return kept;
  }

  private static MultiMap forOtherOrigin(MultiMap given) {
    MultiMap kept = HttpHeaders.headers();
    ANY_ORIGIN.forEach(name -> kept.add(name, given.getAll(name)));
    return kept;
  }

  private static void check(
      RequestOptions next, HttpClientResponse response, @Nullable HttpClientOptions defaults) {
    if (next.getHost() == null && next.getServer() == null) {
      throw refused(response, "it names no host");
    }
    Integer port = next.getPort();
    if (port != null && (port < 1 || port > 65535)) {
      throw refused(response, "it leads to port " + port + ", and ports are 1 to 65535");
    }
    if (uri(response.request()).startsWith("https:") && !RequestTarget.tls(next, defaults)) {
      throw refused(response, "it leads from https to http, which others can read");
    }
  }

  // Without the query, which can hold secrets.
  private static HttpStatusException refused(HttpClientResponse response, String reason) {
    HttpClientRequest request = response.request();
    String uri = uri(request);
    int mark = uri.indexOf('?');
    String origin = RequestTarget.origin(uri);
    ServiceError error =
        new ServiceError(
            origin.substring(origin.indexOf("://") + 3),
            response.statusCode(),
            AwsErrorHeaders.errorCode(response.headers()),
            AwsErrorHeaders.requestId(response.headers()));
    return new HttpStatusException(
        request.getMethod()
            + " "
            + (mark < 0 ? uri : uri.substring(0, mark))
            + " answered "
            + response.statusCode()
            + "; the redirect is not followed, because "
            + reason
            + "; let the service redirect to another URI, or use followRedirects(false)",
        error,
        Buffer.buffer());
  }

  /**
   * Restores a redirect's own encoding: Vert.x takes the decoded path of a Location, and so another
   * resource or none; and behind a plain HTTP proxy it finds no host for a relative one.
   */
  private static void restoreEncoding(RequestOptions next, HttpClientResponse response) {
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

  /** Returns the absolute URI of a request, which a plain HTTP proxy gets as a whole. */
  private static String uri(HttpClientRequest request) {
    String uri = request.getURI();
    return uri.startsWith("http://") ? uri : request.absoluteURI();
  }

  private static String target(@Nullable String path, @Nullable String query) {
    String start = path == null || path.isEmpty() ? "/" : path;
    return query == null ? start : start + "?" + query;
  }
}
