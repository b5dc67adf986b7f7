package io.saigon.rest.vertx;

import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call: authorized, sent, led along redirects, and sent once more if that is worth it. */
final class RestExchange {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final WebClient client;
  private final @Nullable RequestAuthorizer authorizer;
  private final long timeoutMillis;
  private boolean recovered;
  private int redirects;

  RestExchange(WebClient client, @Nullable RequestAuthorizer authorizer, long timeoutMillis) {
    this.client = client;
    this.authorizer = authorizer == null ? null : authorizer.forCall();
    this.timeoutMillis = timeoutMillis;
  }

  /** Completes with a 2xx answer, or fails. */
  Future<HttpResponse<Buffer>> run(RestRequest request) {
    return authorizer == null
        ? send(request, null)
        : authorizer.authorize(request).compose(signed -> send(signed, authorizer));
  }

  private Future<HttpResponse<Buffer>> send(
      RestRequest request, @Nullable RequestAuthorizer signedBy) {
    URI uri = request.uri();
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    HttpRequest<Buffer> out =
        client
            .request(request.method(), port, uri.getHost(), target(uri))
            .ssl(tls)
            .followRedirects(false)
            .timeout(timeoutMillis);
    request.headers().names().forEach(out.headers()::remove);
    out.headers().addAll(request.headers());
    boolean bodyless = request.body().length() == 0 && !WITH_BODY.contains(request.method());
    return (bodyless ? out.send() : out.sendBuffer(request.body()))
        .recover(e -> Future.failedFuture(RestAnswers.failure(request, e, timeoutMillis)))
        .compose(response -> answered(request, signedBy, response));
  }

  private Future<HttpResponse<Buffer>> answered(
      RestRequest request, @Nullable RequestAuthorizer signedBy, HttpResponse<Buffer> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return Future.succeededFuture(response);
    }
    RestRequest next = redirects < MAX_REDIRECTS ? RestRedirect.of(request, response) : null;
    if (next != null) {
      redirects++;
      boolean stays = RestRedirect.sameOrigin(request.uri(), next.uri());
      return stays && signedBy != null
          ? signedBy.authorize(next).compose(signed -> send(signed, signedBy))
          : send(stays ? next : RestRedirect.stripped(next), null);
    }
    if (signedBy == null || recovered) {
      return Future.failedFuture(RestAnswers.status(request, response));
    }
    recovered = true;
    return signedBy
        .recover(request, status, response.headers())
        .compose(
            again ->
                again
                    ? signedBy.authorize(request).compose(signed -> send(signed, signedBy))
                    : Future.failedFuture(RestAnswers.status(request, response)));
  }

  private static String target(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
