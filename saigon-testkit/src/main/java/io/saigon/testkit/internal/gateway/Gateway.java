package io.saigon.testkit.internal.gateway;

import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.auth.SignedRequest;
import io.saigon.testkit.internal.wire.Answers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** API Gateway with IAM authorisation: checks who calls, tells the backend, and forwards. */
public final class Gateway {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final SigV4Verifier verifier;
  private final Answers answers;
  private final String stage;
  private final Routes routes = new Routes();
  private final HttpClient client;

  public Gateway(Vertx vertx, SigV4Verifier verifier, Answers answers, String stage) {
    this.verifier = verifier;
    this.answers = answers;
    this.stage = stage;
    client = vertx.createHttpClient(new HttpClientOptions().setDecompressionSupported(false));
  }

  public void route(String pathPrefix, URI backend) {
    routes.add(pathPrefix, backend);
  }

  public void handle(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> check(request, body))
        .onFailure(e -> LOG.debug("A client left before its request was whole", e));
  }

  public Future<Void> close() {
    return client.close();
  }

  private void check(HttpServerRequest request, Buffer body) {
    String path = withoutStage(request.path());
    Route route = path == null ? null : routes.find(path);
    if (path == null || route == null) {
      // A path that no API has gets the same answer as a call without a signature.
      refuse(request, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
      return;
    }
    try {
      AccessKey caller =
          verifier.verify(
              new SignedRequest(
                  request.method().name(),
                  request.path(),
                  request.query(),
                  request.headers(),
                  body),
              "execute-api");
      forward(request, route.target(path, request.query()), body, caller);
    } catch (SignatureRefused e) {
      refuse(request, 403, e.reason().name(), e.text() + e.details());
    }
  }

  private void forward(HttpServerRequest request, String target, Buffer body, AccessKey caller) {
    HttpServerResponse response = answers.response(request);
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setAbsoluteURI(target)
            .setHeaders(
                ForwardedHeaders.of(
                    request.headers(), caller, response.headers().get("x-amzn-RequestId")));
    client
        .request(options)
        .compose(outgoing -> outgoing.send(body))
        .compose(incoming -> relay(incoming, response))
        .onFailure(
            e -> {
              LOG.debug("The backend of the gateway failed", e);
              if (!response.headWritten()) {
                refuse(request, 502, "InternalServerErrorException", "Internal server error");
              } else {
                response.reset();
              }
            });
  }

  private static Future<Void> relay(HttpClientResponse incoming, HttpServerResponse response) {
    response.setStatusCode(incoming.statusCode());
    incoming
        .headers()
        .forEach(
            (name, value) -> {
              if (!ForwardedHeaders.belongsToConnection(name)) {
                response.headers().add(name, value);
              }
            });
    if (incoming.getHeader("Content-Length") == null) {
      response.setChunked(true);
    }
    return incoming.pipeTo(response);
  }

  private void refuse(HttpServerRequest request, int status, String type, String message) {
    answers
        .response(request)
        .setStatusCode(status)
        .putHeader("x-amzn-ErrorType", type)
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("message", message).toBuffer());
  }

  private @Nullable String withoutStage(String path) {
    String prefix = "/" + stage;
    if (path.equals(prefix)) {
      return "/";
    }
    return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : null;
  }
}
