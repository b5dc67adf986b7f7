package io.saigon.testkit.internal.gateway;

import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.auth.SignedRequest;
import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Body;
import io.saigon.testkit.internal.wire.FaultyAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** API Gateway with IAM authorisation: checks who calls, tells the backend, and forwards. */
public final class Gateway {
  private static final String SERVICE = "execute-api";
  private static final int MOST = 10 << 20;
  private static final int CONNECTIONS = 64;
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final Vertx vertx;
  private final SigV4Verifier verifier;
  private final Answers answers;
  private final Faults faults;
  private final String stage;
  private final Routes routes = new Routes();
  private final HttpClient client;

  public Gateway(
      Vertx vertx, SigV4Verifier verifier, Answers answers, Faults faults, String stage) {
    this.vertx = vertx;
    this.verifier = verifier;
    this.answers = answers;
    this.faults = faults;
    this.stage = stage;
    client =
        vertx.createHttpClient(
            new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  public void route(String pathPrefix, URI backend) {
    routes.add(pathPrefix, backend);
  }

  public void handle(HttpServerRequest request) {
    Body.of(request, MOST)
        .onSuccess(body -> handle(request, body))
        .onFailure(
            e -> {
              if (e instanceof AwsError error) {
                refuse(request, error);
              } else {
                LOG.debug("A client left before its request was whole", e);
              }
            });
  }

  private void handle(HttpServerRequest request, Buffer body) {
    Optional<Fault> fault = faults.take(SERVICE, "");
    boolean truncated = fault.filter(Fault.Truncation.class::isInstance).isPresent();
    FaultyAnswer.run(
        vertx,
        request,
        fault,
        new AwsError(429, "TooManyRequestsException", "Too Many Requests"),
        () -> check(request, body, truncated),
        error -> refuse(request, error));
  }

  public Future<Void> close() {
    return client.close();
  }

  private void check(HttpServerRequest request, Buffer body, boolean truncated) {
    String path = withoutStage(request.path());
    Route route = path == null ? null : routes.find(path);
    if (path == null || route == null) {
      // A path that no API has gets the same answer as a call without a signature.
      refuse(
          request,
          forbidden("MissingAuthenticationTokenException", "Missing Authentication Token"));
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
              SERVICE);
      forward(request, route.target(path, request.query()), body, caller, truncated);
    } catch (SignatureRefused e) {
      refuse(request, forbidden(e.reason().name(), e.text() + e.details()));
    }
  }

  private void forward(
      HttpServerRequest request,
      RequestOptions target,
      Buffer body,
      AccessKey caller,
      boolean truncated) {
    HttpServerResponse response = answers.response(request);
    target
        .setMethod(request.method())
        .setHeaders(
            ForwardedHeaders.of(
                request.headers(), caller, response.headers().get("x-amzn-RequestId")));
    client
        .request(target)
        .compose(outgoing -> outgoing.send(body))
        .compose(incoming -> relay(request, incoming, truncated))
        .onFailure(
            e -> {
              LOG.debug("The backend of the gateway failed", e);
              if (!response.headWritten()) {
                refuse(
                    request,
                    new AwsError(502, "InternalServerErrorException", "Internal server error"));
              } else {
                request.connection().close();
              }
            });
  }

  private static Future<Void> relay(
      HttpServerRequest request, HttpClientResponse incoming, boolean truncated) {
    HttpServerResponse response = request.response();
    response.setStatusCode(incoming.statusCode());
    incoming
        .headers()
        .forEach(
            (name, value) -> {
              if (ForwardedHeaders.isReturned(name)) {
                response.headers().add(name, value);
              }
            });
    if (truncated) {
      return incoming.body().onSuccess(body -> FaultyAnswer.end(request, body, true)).mapEmpty();
    }
    if (incoming.getHeader("Content-Length") == null) {
      response.setChunked(true);
    }
    return incoming.pipeTo(response);
  }

  private void refuse(HttpServerRequest request, AwsError error) {
    answers
        .response(request)
        .setStatusCode(error.status())
        .putHeader("x-amzn-ErrorType", error.code())
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("message", error.text()).toBuffer());
  }

  private static AwsError forbidden(String code, String message) {
    return new AwsError(403, code, message);
  }

  private @Nullable String withoutStage(String path) {
    String prefix = "/" + stage;
    if (path.equals(prefix)) {
      return "/";
    }
    return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : null;
  }
}
