package io.saigon.testkit.internal.gateway;

import io.saigon.api.config.SaigonOptions;
import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.auth.SignedRequest;
import io.saigon.testkit.internal.auth.SigningRules;
import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Body;
import io.saigon.testkit.internal.wire.FaultyAnswer;
import io.saigon.testkit.internal.wire.Guarded;
import io.saigon.testkit.internal.wire.HalfAnswer;
import io.saigon.testkit.internal.wire.Relay;
import io.saigon.testkit.internal.wire.RequestTargets;
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
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** API Gateway with IAM authorisation: authenticates callers and forwards their requests. */
public final class Gateway {
  private static final String SERVICE = "execute-api";
  private static final int MOST = 10 << 20;
  private static final int CONNECTIONS = 64;
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final Vertx vertx;
  private final SigV4Verifier verifier;
  private final Answers answers;
  private final Faults faults;
  private final Clock clock;
  private final Flavour flavour;
  private volatile @Nullable Throttle throttle;
  private final Routes routes = new Routes();
  private final HttpClient client;

  public Gateway(
      Vertx vertx,
      SigV4Verifier verifier,
      Answers answers,
      Faults faults,
      Clock clock,
      Flavour flavour) {
    this.vertx = vertx;
    this.verifier = verifier;
    this.answers = answers;
    this.faults = faults;
    this.clock = clock;
    this.flavour = flavour;
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setTrustOptions(SaigonOptions.defaults().effectiveTrust()),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** Routes to a backend; without trust of its own, that of AWS_CA_BUNDLE or the JVM's holds. */
  public void route(String pathPrefix, URI backend, @Nullable TrustOptions trust) {
    routes.add(new Route(pathPrefix, backend, trust, null));
  }

  /** Answers requests at or below a path with JSON, without a backend. */
  public void answer(String pathPrefix, Buffer json) {
    routes.add(new Route(pathPrefix, URI.create(""), null, json));
  }

  /** Limits requests to a rate per second and a burst. */
  public void throttle(double perSecond, int burst) {
    throttle = new Throttle(clock, perSecond, burst);
  }

  /** Answers a request, whatever fails. */
  public void handle(HttpServerRequest request) {
    Guarded.run(request, error -> refuse(request, flavour.failed()), () -> read(request));
  }

  private void read(HttpServerRequest request) {
    if (!RequestTargets.isWellFormed(request)) {
      refuse(request, flavour.malformed());
      return;
    }
    Body.of(request, MOST)
        .onSuccess(
            body ->
                Guarded.run(
                    request,
                    error -> refuse(request, flavour.failed()),
                    () -> handle(request, body)))
        .onFailure(
            e -> {
              if (e instanceof AwsError error) {
                refuse(request, error.status() == 413 ? flavour.tooLong() : flavour.failed());
              } else {
                LOG.debug("A client left before its request was whole", e);
              }
            });
  }

  private void handle(HttpServerRequest request, Buffer body) {
    answers.count(request, SERVICE, "");
    Optional<Fault> fault = faults.take(SERVICE, "");
    boolean truncated = fault.filter(Fault.Truncation.class::isInstance).isPresent();
    FaultyAnswer.run(
        vertx,
        request,
        fault,
        flavour.throttled(),
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
      refuse(request, flavour.notFound());
      return;
    }
    try {
      AccessKey caller =
          verifier.verify(SignedRequest.of(request, body), SigningRules.of(SERVICE)).key();
      Throttle limit = throttle;
      if (limit != null && !limit.admits()) {
        refuse(request, flavour.throttled());
        return;
      }
      if (route.answer() != null) {
        response(request).putHeader("Content-Type", "application/json").end(route.answer());
        return;
      }
      forward(request, route.target(path, request.query()), body, caller, truncated);
    } catch (SignatureRefused e) {
      refuse(request, flavour.refused(e));
    }
  }

  private void forward(
      HttpServerRequest request,
      RequestOptions target,
      Buffer body,
      AccessKey caller,
      boolean truncated) {
    HttpServerResponse response = response(request);
    target
        .setMethod(request.method())
        .setHeaders(
            ForwardedHeaders.of(
                request.headers(), caller, response.headers().get(flavour.requestIdHeader())));
    client
        .request(target)
        .compose(
            outgoing -> {
              response.exceptionHandler(gone -> outgoing.reset());
              return outgoing.send(body);
            })
        .onSuccess(
            incoming ->
                Guarded.run(
                    request,
                    error -> refuse(request, flavour.failed()),
                    () -> relay(request, incoming, truncated)))
        .onFailure(
            e -> {
              LOG.debug("The backend of the gateway failed", e);
              if (!response.closed()) {
                refuse(request, flavour.backendAway());
              }
            });
  }

  private static void relay(
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
      HalfAnswer.relay(incoming, request);
      return;
    }
    if (incoming.getHeader("Content-Length") == null) {
      response.setChunked(true);
    }
    Relay.start(
        incoming,
        response,
        () -> {
          incoming.request().reset();
          request.connection().close();
        });
  }

  private void refuse(HttpServerRequest request, AwsError error) {
    HttpServerResponse response = response(request).setStatusCode(error.status());
    if (flavour == Flavour.REST) {
      response.putHeader("x-amzn-ErrorType", error.code());
    }
    response
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("message", error.text()).toBuffer());
  }

  /** A response with the request's id, under the name that this kind of API has for it. */
  private HttpServerResponse response(HttpServerRequest request) {
    HttpServerResponse response = answers.date(request);
    if (!response.headers().contains(flavour.requestIdHeader())) {
      response.putHeader(flavour.requestIdHeader(), flavour.newRequestId());
    }
    return response;
  }

  private @Nullable String withoutStage(String path) {
    String prefix = flavour.stage();
    if (path.equals(prefix)) {
      return "/";
    }
    return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : null;
  }
}
