package io.saigon.rest.vertx;

import io.saigon.api.AwsCredentials;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.http.HttpClientInternal;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A request that signs itself as soon as its body is known, and repeats itself once if it pays. */
final class SigningRequest extends Delegation<HttpClientRequest> {
  private final HttpClientInternal client;
  private final RequestOptions options;
  private final String host;
  private final WebSigning web;
  private final Promise<HttpClientResponse> response;
  private AwsCredentials credentials;
  private HttpClientRequest current;
  private WebSigning.@Nullable Attempt attempt;

  private SigningRequest(
      HttpClientRequest request,
      HttpClientInternal client,
      RequestOptions options,
      String host,
      WebSigning web,
      AwsCredentials credentials) {
    this.current = request;
    this.client = client;
    this.options = options;
    this.host = host;
    this.web = web;
    this.credentials = credentials;
    this.response = client.vertx().getOrCreateContext().promise();
  }

  static HttpClientRequest of(
      HttpClientRequest request,
      HttpClientInternal client,
      RequestOptions options,
      String host,
      WebSigning web,
      AwsCredentials credentials) {
    return proxy(
        HttpClientRequest.class,
        new SigningRequest(request, client, options, host, web, credentials));
  }

  @Override
  HttpClientRequest delegate() {
    return current;
  }

  @Override
  @Nullable Object intercept(Object self, Method method, Object[] args) throws Throwable {
    return switch (method.getName()) {
      case "response" -> response.future();
      case "send" -> send(args);
      case "end" -> attempt == null ? send(args).mapEmpty() : forward(self, method, args);
      case "write", "sendHead" -> {
        beforeStream();
        yield forward(self, method, args);
      }
      case "connect", "writeCustomFrame" -> throw unsigned();
      default -> forward(self, method, args);
    };
  }

  private Future<HttpClientResponse> send(Object[] args) {
    if (args.length == 0) {
      return send(Buffer.buffer(), false);
    }
    if (args.length == 1 && args[0] instanceof Buffer body) {
      return send(body, true);
    }
    throw unsigned();
  }

  private Future<HttpClientResponse> send(Buffer body, boolean withBody) {
    transmit(body, withBody, answer -> answered(answer, body, withBody));
    return response.future();
  }

  private void transmit(Buffer body, boolean withBody, Handler<HttpClientResponse> answered) {
    try {
      attempt = web.sign(credentials, host, current, body).repeating(attempt);
      awaitAnswer(answered);
      if (withBody) {
        current.end(body);
      } else {
        current.end();
      }
    } catch (RuntimeException e) {
      response.tryFail(e);
      current.reset(0, e);
    }
  }

  // Asked for before anything is sent, and paused as it arrives: an answer that nobody waits for
  // yet loses its body.
  private void awaitAnswer(Handler<HttpClientResponse> answered) {
    current.response().onComplete(answer -> answered.handle(answer.pause()), response::tryFail);
  }

  private void answered(HttpClientResponse answer, Buffer body, boolean withBody) {
    WebSigning.Attempt first = attempt;
    if (first == null || !WebSigning.mayRecover(answer.statusCode())) {
      response.complete(answer);
      return;
    }
    web.recover(first, answer.statusCode(), answer.headers())
        .onComplete(
            again -> {
              if (again) {
                repeat(answer, body, withBody);
              } else {
                response.complete(answer);
              }
            },
            e -> response.complete(answer));
  }

  private void repeat(HttpClientResponse refusal, Buffer body, boolean withBody) {
    MultiMap headers = current.headers();
    String uri = current.getURI();
    refusal.resume();
    web.credentials()
        .compose(
            renewed -> {
              credentials = renewed;
              return client.request(options);
            })
        .onComplete(
            request -> {
              current = request;
              request.headers().clear().addAll(headers);
              request.setURI(uri);
              transmit(body, withBody, response::complete);
            },
            response::tryFail);
  }

  /** Before the first chunk of a stream. */
  private void beforeStream() {
    if (attempt == null) {
      if (web.signsBodies()) {
        throw unsigned();
      }
      attempt = web.sign(credentials, host, current, Buffer.buffer());
      awaitAnswer(response::complete);
    }
  }

  private static UnsupportedOperationException unsigned() {
    return new UnsupportedOperationException(
        "This body cannot be signed, and is not sent unsigned; send a Buffer, a form or a stream"
            + " by the WebClient's own methods");
  }
}
