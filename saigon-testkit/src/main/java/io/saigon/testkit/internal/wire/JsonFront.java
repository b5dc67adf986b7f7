package io.saigon.testkit.internal.wire;

import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.Principal;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.auth.SignedRequest;
import io.saigon.testkit.internal.auth.SigningRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves every service of the AWS JSON protocol: parses requests, checks them, and dispatches them.
 * Requests of the query protocol, and those by path, go to the services that have them.
 */
public final class JsonFront {
  private static final Logger LOG = LoggerFactory.getLogger(JsonFront.class);
  private static final int MOST = 1 << 20;

  private final Vertx vertx;
  private final SigV4Verifier verifier;
  private final Answers answers;
  private final Faults faults;
  private final Map<String, Operations> services = new HashMap<>();
  private final QueryFront query;
  private final List<RestFront> rest;
  private BiFunction<String, String, @Nullable JsonObject> documents = (origin, path) -> null;

  public JsonFront(
      Vertx vertx,
      SigV4Verifier verifier,
      Answers answers,
      Faults faults,
      QueryFront query,
      List<RestFront> rest) {
    this.query = query;
    this.rest = List.copyOf(rest);
    this.faults = faults;
    this.vertx = vertx;
    this.verifier = verifier;
    this.answers = answers;
  }

  public void serve(Operations operations) {
    services.put(operations.target(), operations);
  }

  /** Sets the public documents by origin and path, such as a pool's public keys. */
  public JsonFront document(BiFunction<String, String, @Nullable JsonObject> documents) {
    this.documents = documents;
    return this;
  }

  /** Answers a request, whatever fails. */
  public void handle(HttpServerRequest request) {
    Guarded.run(request, error -> answers.error(request, error), () -> dispatch(request));
  }

  private void dispatch(HttpServerRequest request) {
    if (!RequestTargets.isWellFormed(request)) {
      answers.error(
          request,
          new AwsError("MalformedQueryString", "The query string contains a syntax error"));
      return;
    }
    // Before the query protocol, whose forms cannot be distinguished from those of OAuth 2.0.
    Optional<RestFront> byPath = rest.stream().filter(front -> front.accepts(request)).findFirst();
    boolean isQuery = byPath.isEmpty() && QueryFront.accepts(request);
    if (request.method().equals(HttpMethod.GET) && !isQuery && byPath.isEmpty()) {
      document(request);
      return;
    }
    Body.of(request, MOST)
        .onSuccess(
            body ->
                Guarded.run(
                    request,
                    error -> answers.error(request, error),
                    () -> {
                      if (isQuery) {
                        query.handle(request, body);
                      } else if (byPath.isPresent()) {
                        byPath.get().handle(request, body);
                      } else {
                        handle(request, body);
                      }
                    }))
        .onFailure(
            e -> {
              if (e instanceof AwsError tooLong) {
                answers.error(request, tooLong);
              } else {
                LOG.debug("A client left before its request was whole", e);
              }
            });
  }

  private void handle(HttpServerRequest request, Buffer body) {
    String target = request.getHeader("X-Amz-Target");
    int dot = target == null ? -1 : target.lastIndexOf('.');
    Operations service = dot < 0 ? null : services.get(target.substring(0, dot));
    String operation = target == null ? "" : target.substring(dot + 1);
    Operations.Entry entry = service == null ? null : service.entry(operation);
    if (service == null || entry == null) {
      answers.error(request, new AwsError("UnknownOperationException", ""));
      return;
    }
    answers.count(request, service.service(), operation);
    Optional<Fault> fault = faults.take(service.service(), operation);
    boolean truncated = fault.filter(Fault.Truncation.class::isInstance).isPresent();
    FaultyAnswer.run(
        vertx,
        request,
        fault,
        service.throttled(),
        () ->
            answer(request, body, service, entry)
                .onSuccess(
                    json ->
                        Guarded.run(
                            request,
                            error -> refuse(request, service, error),
                            () -> answers.json(request, json, truncated)))
                .onFailure(e -> refuse(request, service, Guarded.asError(e))),
        error -> refuse(request, service, error));
  }

  private void refuse(HttpServerRequest request, Operations service, AwsError error) {
    answers.error(request, error, service.messageName(error));
  }

  private void document(HttpServerRequest request) {
    Object host = request.authority() == null ? request.localAddress() : request.authority();
    String origin = request.scheme() + "://" + host;
    vertx
        .executeBlocking(() -> Optional.ofNullable(documents.apply(origin, request.path())), false)
        .onSuccess(
            found ->
                found.ifPresentOrElse(
                    json -> answers.document(request, json),
                    () -> answers.error(request, new AwsError(404, "NotFoundException", ""))))
        .onFailure(e -> answers.error(request, Guarded.asError(e)));
  }

  private Future<JsonObject> answer(
      HttpServerRequest request, Buffer body, Operations service, Operations.Entry entry) {
    JsonObject json;
    Principal caller = Principal.ADMIN;
    try {
      if (entry.signed()) {
        caller = caller(request, body, service.service());
      }
      json = body.length() == 0 ? new JsonObject() : new JsonObject(body);
    } catch (DecodeException e) {
      return Future.failedFuture(Params.malformed());
    } catch (AwsError e) {
      return Future.failedFuture(e);
    }
    return run(service, entry, json, caller);
  }

  /** Off the event loop: key pairs, RSA signatures and SRP take their time. */
  private Future<JsonObject> run(
      Operations service, Operations.Entry entry, JsonObject json, Principal caller) {
    return service.slow()
        ? vertx.executeBlocking(() -> service.call(entry, json, caller), false)
        : Future.future(promise -> promise.complete(service.call(entry, json, caller)));
  }

  private Principal caller(HttpServerRequest request, Buffer body, String service) {
    try {
      return verifier
          .verify(SignedRequest.of(request, body), SigningRules.of(service))
          .key()
          .principal();
    } catch (SignatureRefused e) {
      throw new AwsError(e.code(), e.text());
    }
  }
}
