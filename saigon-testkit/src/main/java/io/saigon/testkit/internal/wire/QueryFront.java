package io.saigon.testkit.internal.wire;

import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.auth.SignedRequest;
import io.saigon.testkit.internal.auth.SigningRules;
import io.saigon.testkit.internal.model.RequestModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Serves a service in AWS's query protocol: form requests, XML responses. */
public final class QueryFront {
  private static final String INVALID = "ValidationError";

  private final Vertx vertx;
  private final SigV4Verifier verifier;
  private final Answers answers;
  private final Faults faults;
  private final QueryService service;

  public QueryFront(
      Vertx vertx, SigV4Verifier verifier, Answers answers, Faults faults, QueryService service) {
    this.vertx = vertx;
    this.verifier = verifier;
    this.answers = answers;
    this.faults = faults;
    this.service = service;
  }

  /** Returns whether a request is one of this protocol; a presigned one has all in its query. */
  static boolean accepts(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    return request.method().equals(HttpMethod.GET)
        ? request.path().equals("/") && request.getParam("Action") != null
        : type != null
            && type.startsWith("application/x-www-form-urlencoded")
            && request.getHeader("X-Amz-Target") == null;
  }

  void handle(HttpServerRequest request, Buffer body) {
    JsonObject form;
    try {
      form =
          QueryForm.read(
              request.method().equals(HttpMethod.GET) ? request.query() : body.toString());
    } catch (AwsError e) {
      refuse(request, e);
      return;
    }
    String action = action(form);
    QueryService.Entry entry = service.entry(action);
    if (entry == null || !service.version().equals(form.getValue("Version"))) {
      refuse(
          request,
          new AwsError(
              "InvalidAction",
              "Could not find operation " + action + " for version " + form.getValue("Version")));
      return;
    }
    answers.count(request, service.name(), action);
    Optional<Fault> fault = faults.take(service.name(), action);
    boolean truncated = fault.filter(Fault.Truncation.class::isInstance).isPresent();
    FaultyAnswer.run(
        vertx,
        request,
        fault,
        new AwsError("Throttling", "Rate exceeded"),
        () ->
            vertx
                .executeBlocking(() -> answer(request, body, entry, form), false)
                .onSuccess(
                    result ->
                        Guarded.run(
                            request,
                            error -> refuse(request, error),
                            () -> end(request, action, result, truncated)))
                .onFailure(e -> refuse(request, Guarded.asError(e))),
        error -> refuse(request, error));
  }

  private JsonObject answer(
      HttpServerRequest request, Buffer body, QueryService.Entry entry, JsonObject form) {
    Params params = new Params(form, INVALID);
    if (entry.signed() == null) {
      check(action(form), form);
      return Objects.requireNonNull(entry.open()).apply(params);
    }
    AccessKey caller = caller(request, body);
    check(action(form), form);
    return entry.signed().apply(params, caller);
  }

  private void check(String action, JsonObject form) {
    RequestModel model = RequestModel.of(service.name());
    // an empty list is a parameter without value
    form.getMap()
        .entrySet()
        .removeIf(each -> "".equals(each.getValue()) && model.isList(action, each.getKey()));
    Params.check(service.name(), action, form, INVALID);
    new Params(form, INVALID).refuse(service.refused());
  }

  private static String action(JsonObject form) {
    return String.valueOf(form.getValue("Action"));
  }

  private AccessKey caller(HttpServerRequest request, Buffer body) {
    try {
      return verifier
          .verify(SignedRequest.of(request, body), SigningRules.of(service.name()))
          .key();
    } catch (SignatureRefused e) {
      throw refused(e);
    }
  }

  private static AwsError refused(SignatureRefused e) {
    return switch (e.reason()) {
      case MISSING ->
          new AwsError(
              403, "MissingAuthenticationToken", "Request is missing Authentication Token");
      case MALFORMED, MALFORMED_QUERY -> new AwsError(400, "IncompleteSignature", e.text());
      case UNKNOWN_KEY, WRONG_TOKEN -> new AwsError(403, "InvalidClientTokenId", e.text());
      case EXPIRED_TOKEN -> new AwsError(403, "ExpiredToken", e.text());
      default -> new AwsError(403, "SignatureDoesNotMatch", e.text());
    };
  }

  private void end(HttpServerRequest request, String action, JsonObject result, boolean truncated) {
    StringBuilder xml = new StringBuilder();
    xml.append('<').append(action).append("Response xmlns=\"").append(service.namespace());
    xml.append("\"><").append(action).append("Result>");
    Xml.elements(xml, result);
    xml.append("</").append(action).append("Result><ResponseMetadata>");
    HttpServerResponse response = response(request, xml);
    xml.append("</ResponseMetadata></").append(action).append("Response>");
    response.setStatusCode(200);
    FaultyAnswer.end(request, Buffer.buffer(xml.toString()), truncated);
  }

  private void refuse(HttpServerRequest request, AwsError error) {
    StringBuilder xml = new StringBuilder();
    xml.append("<ErrorResponse xmlns=\"").append(service.namespace()).append("\"><Error>");
    Xml.element(xml, "Type", error.status() < 500 ? "Sender" : "Receiver");
    Xml.element(xml, "Code", error.code());
    Xml.element(xml, "Message", error.text());
    xml.append("</Error>");
    HttpServerResponse response = response(request, xml);
    response.setStatusCode(error.status()).end(xml.append("</ErrorResponse>").toString());
  }

  private HttpServerResponse response(HttpServerRequest request, StringBuilder xml) {
    String id = UUID.randomUUID().toString();
    Xml.element(xml, "RequestId", id);
    return answers
        .date(request)
        .putHeader("x-amzn-RequestId", id)
        .putHeader("Content-Type", "text/xml");
  }
}
