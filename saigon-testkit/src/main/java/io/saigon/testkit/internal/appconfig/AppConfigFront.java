package io.saigon.testkit.internal.appconfig;

import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.auth.SignedRequest;
import io.saigon.testkit.internal.auth.SigningRules;
import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.FaultyAnswer;
import io.saigon.testkit.internal.wire.RestFront;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** Serves AppConfig's data plane, by path and method. */
public final class AppConfigFront implements RestFront {
  /** Target of faults. */
  public static final String SERVICE = "appconfigdata";

  private static final String START = "StartConfigurationSession";
  private static final String POLL = "GetLatestConfiguration";

  private final Vertx vertx;
  private final SigV4Verifier verifier;
  private final Answers answers;
  private final Faults faults;
  private final AppConfigData data;

  public AppConfigFront(
      Vertx vertx, SigV4Verifier verifier, Answers answers, Faults faults, AppConfigData data) {
    this.vertx = vertx;
    this.verifier = verifier;
    this.answers = answers;
    this.faults = faults;
    this.data = data;
  }

  /** Returns the names of all operations. */
  public static Set<String> names() {
    return Set.of(START, POLL);
  }

  @Override
  public boolean accepts(HttpServerRequest request) {
    return request.method().equals(HttpMethod.POST)
        ? request.path().equals("/configurationsessions")
        : request.method().equals(HttpMethod.GET) && request.path().equals("/configuration");
  }

  @Override
  public void handle(HttpServerRequest request, Buffer body) {
    String operation = request.method().equals(HttpMethod.POST) ? START : POLL;
    answers.count(request, SERVICE, operation);
    Optional<Fault> fault = faults.take(SERVICE, operation);
    boolean truncated = fault.filter(Fault.Truncation.class::isInstance).isPresent();
    FaultyAnswer.run(
        vertx,
        request,
        fault,
        new AwsError(429, "ThrottlingException", "Rate exceeded"),
        () -> answer(request, body, truncated),
        error -> refuse(request, error));
  }

  private void answer(HttpServerRequest request, Buffer body, boolean truncated) {
    try {
      verifier.verify(SignedRequest.of(request, body), SigningRules.of("appconfig"));
      if (request.method().equals(HttpMethod.POST)) {
        start(request, body, truncated);
      } else {
        poll(request, truncated);
      }
    } catch (SignatureRefused e) {
      refuse(request, new AwsError(403, e.code(), e.text()));
    } catch (DecodeException | ClassCastException e) {
      refuse(request, new AwsError("BadRequestException", "The request is malformed"));
    } catch (AwsError e) {
      refuse(request, e);
    }
  }

  private void start(HttpServerRequest request, Buffer body, boolean truncated) {
    JsonObject json = body.length() == 0 ? new JsonObject() : new JsonObject(body);
    JsonObject answer = new JsonObject().put("InitialConfigurationToken", data.start(json));
    answers.response(request).setStatusCode(201).putHeader("Content-Type", "application/json");
    FaultyAnswer.end(request, answer.toBuffer(), truncated);
  }

  private void poll(HttpServerRequest request, boolean truncated) {
    AppConfigData.Poll poll = data.poll(request.getParam("configuration_token"));
    HttpServerResponse response =
        answers
            .response(request)
            .putHeader("Next-Poll-Configuration-Token", poll.nextToken())
            .putHeader("Next-Poll-Interval-In-Seconds", String.valueOf(poll.nextSeconds()));
    Configuration changed = poll.changed();
    if (changed == null) {
      FaultyAnswer.end(request, Buffer.buffer(), truncated);
    } else {
      response
          .putHeader("Content-Type", changed.contentType())
          .putHeader("Version-Label", String.valueOf(changed.version()));
      FaultyAnswer.end(request, changed.content(), truncated);
    }
  }

  private void refuse(HttpServerRequest request, AwsError error) {
    answers.error(request, error, "Message");
  }
}
