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
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A request that signs itself as soon as its body is known, and repeats itself once if it pays. */
final class SigningRequest extends Delegation<HttpClientRequest> {
  private final SigningHttpClient client;
  private final RequestOptions options;
  private final WebSigning web;
  private final Promise<HttpClientResponse> response;
  private AwsCredentials credentials;
  private HttpClientRequest current;
  private WebSigning.@Nullable Attempt attempt;

  private SigningRequest(
      HttpClientRequest request,
      SigningHttpClient client,
      RequestOptions options,
      WebSigning web,
      AwsCredentials credentials) {
    this.current = request;
    this.client = client;
    this.options = options;
    this.web = web;
    this.credentials = credentials;
    this.response = client.vertx().getOrCreateContext().promise();
  }

  static HttpClientRequest of(
      HttpClientRequest request,
      SigningHttpClient client,
      RequestOptions options,
      WebSigning web,
      AwsCredentials credentials) {
    return proxy(
        HttpClientRequest.class, new SigningRequest(request, client, options, web, credentials));
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
      case "write", "sendHead" -> signedStream() ? forward(self, method, args) : response.future();
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
    refuse(unsigned());
    return response.future();
  }

  private Future<HttpClientResponse> send(Buffer body, boolean withBody) {
    transmit(body, withBody, answer -> answered(answer, body, withBody));
    return response.future();
  }

  private void transmit(Buffer body, boolean withBody, Handler<HttpClientResponse> answered) {
    try {
      attempt = web.sign(credentials, current, body).repeating(attempt);
      awaitAnswer(answered);
      if (withBody) {
        current.end(body);
      } else {
        current.end();
      }
    } catch (RuntimeException e) {
      refuse(e);
    }
  }

  private void refuse(RuntimeException cause) {
    response.tryFail(cause);
    WebSigning.silence(current);
    current.reset(0, cause);
  }

  // Asked for before anything is sent, and paused as it arrives: an answer that nobody waits for
  // yet loses its body.
  private void awaitAnswer(Handler<HttpClientResponse> answered) {
    current.response().onComplete(answer -> answered.handle(answer.pause()), response::tryFail);
  }

  private void answered(HttpClientResponse answer, Buffer body, boolean withBody) {
    WebSigning.Attempt first = attempt;
    if (first == null || !Signing.mayRecover(answer.statusCode())) {
      response.tryComplete(answer);
      return;
    }
    web.recover(first, answer.statusCode(), answer.headers())
        .onComplete(
            again -> {
              if (again) {
                repeat(answer, body, withBody);
              } else {
                response.tryComplete(answer);
              }
            },
            e -> response.tryComplete(answer));
  }

  private void repeat(HttpClientResponse refusal, Buffer body, boolean withBody) {
    MultiMap headers = current.headers();
    String uri = current.getURI();
    refusal.resume();
    web.credentials()
        .compose(
            renewed -> {
              credentials = renewed;
              return client.unsigned(options);
            })
        .onComplete(
            request -> {
              current = request;
              request.headers().clear().addAll(headers);
              request.setURI(uri);
              transmit(body, withBody, this::answeredAgain);
            },
            response::tryFail);
  }

  private void answeredAgain(HttpClientResponse answer) {
    WebSigning.Attempt repeat = attempt;
    if (repeat != null) {
      web.repeated(repeat, answer.statusCode(), answer.headers());
    }
    response.tryComplete(answer);
  }

  /** Signs before the first chunk of a stream. False if it is refused, and is not sent. */
  private boolean signedStream() {
    if (attempt == null) {
      try {
        if (web.signsBodies()) {
          throw unsigned();
        }
        attempt = web.sign(credentials, current, Buffer.buffer());
        awaitAnswer(response::tryComplete);
      } catch (RuntimeException e) {
        refuse(e);
        return false;
      }
    }
    return true;
  }

  private static UnsupportedOperationException unsigned() {
    return new UnsupportedOperationException(
        "This body cannot be signed, and is not sent unsigned; send a Buffer, a form or a stream"
            + " by the WebClient's own methods");
  }
}
