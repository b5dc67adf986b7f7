package io.saigon.rest.vertx.webclient;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.identity.IdentitySigner;
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

/** A request that signs itself when its body is known, and repeats itself once after a refusal. */
final class SigningRequest extends Delegation<HttpClientRequest> {
  private final SigningHttpClient client;
  private final RequestOptions options;
  private final WebClientSigner signer;
  private final Promise<HttpClientResponse> response;
  private AwsCredentials credentials;
  private HttpClientRequest current;
  private @Nullable SignedAttempt attempt;
  private int attempts;
  private final @Nullable CallScope scope;

  private SigningRequest(
      HttpClientRequest request,
      SigningHttpClient client,
      RequestOptions options,
      WebClientSigner signer,
      AwsCredentials credentials,
      @Nullable CallScope scope) {
    this.current = request;
    this.client = client;
    this.options = options;
    this.signer = signer;
    this.credentials = credentials;
    this.scope = scope;
    this.response = CallerContext.current(client.vertx()).promise();
    signer.measure(response.future(), () -> attempts);
  }

  static HttpClientRequest of(
      HttpClientRequest request,
      SigningHttpClient client,
      RequestOptions options,
      WebClientSigner signer,
      AwsCredentials credentials,
      @Nullable CallScope scope) {
    SigningRequest signing =
        new SigningRequest(request, client, options, signer, credentials, scope);
    client.keep(request, scope);
    if (scope != null) {
      signing.cancelWith(scope);
    }
    return proxy(HttpClientRequest.class, signing);
  }

  private void cancelWith(CallScope scope) {
    CallerContext context = CallerContext.current(client.vertx());
    Future<Void> end = response.future().compose(HttpClientResponse::end);
    scope.add(
        end,
        () -> {
          context.run(() -> abort(CallScope.failure()));
          return end;
        });
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
    abort(unsigned());
    return response.future();
  }

  private Future<HttpClientResponse> send(Buffer body, boolean withBody) {
    transmit(body, withBody, answer -> answered(answer, body, withBody));
    return response.future();
  }

  private void transmit(Buffer body, boolean withBody, Handler<HttpClientResponse> answered) {
    try {
      attempt = signer.sign(credentials, current, body).repeating(attempt);
      attempts++;
      awaitResponse(answered);
      if (withBody) {
        current.end(body);
      } else {
        current.end();
      }
    } catch (RuntimeException e) {
      abort(e);
    }
  }

  private void abort(RuntimeException cause) {
    response.tryFail(cause);
    WebClientSigner.ignoreReset(current);
    current.reset(0, cause);
  }

  // Before anything is sent, and paused as it arrives: a response without a handler loses its body.
  private void awaitResponse(Handler<HttpClientResponse> answered) {
    current.response().onComplete(answer -> answered.handle(answer.pause()), response::tryFail);
  }

  private void answered(HttpClientResponse answer, Buffer body, boolean withBody) {
    SignedAttempt first = attempt;
    if (first == null || !IdentitySigner.mayRecover(answer.statusCode())) {
      response.tryComplete(answer);
      return;
    }
    signer
        .recover(first, answer.statusCode(), answer.headers())
        .onComplete(
            recovered -> {
              if (recovered) {
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
    signer
        .credentials()
        .compose(
            renewed -> {
              credentials = renewed;
              return client.send(options);
            })
        .onComplete(
            request -> {
              current = request;
              client.keep(request, scope);
              request.headers().clear().addAll(headers);
              request.setURI(uri);
              transmit(body, withBody, this::repeatAnswered);
            },
            response::tryFail);
  }

  private void repeatAnswered(HttpClientResponse answer) {
    SignedAttempt repeat = attempt;
    if (repeat != null) {
      signer.repeated(repeat, answer.statusCode(), answer.headers());
    }
    response.tryComplete(answer);
  }

  /** Signs before the first chunk of a stream; false if the stream is refused and not sent. */
  private boolean signedStream() {
    if (attempt == null) {
      try {
        if (signer.signsBodies()) {
          throw unsigned();
        }
        attempt = signer.sign(credentials, current, Buffer.buffer());
        attempts++;
        awaitResponse(response::tryComplete);
      } catch (RuntimeException e) {
        abort(e);
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
