package io.saigon.rest.vertx;

import io.saigon.api.AwsCredentials;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.streams.Pipe;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.multipart.MultipartForm;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the interceptor does in each phase of a request. */
final class InterceptedRequests {
  private static final String STATE = InterceptedRequests.class.getName();

  private final Vertx vertx;
  private final WebSigning web;

  InterceptedRequests(Vertx vertx, WebSigning web) {
    this.vertx = vertx;
    this.web = web;
  }

  /** One call, with its redirects and its repeat. */
  private static final class State {
    @Nullable String formType;
    @Nullable String contentType;
    @Nullable Object body;
    @Nullable String origin;
    @Nullable AwsCredentials credentials;
    WebSigning.@Nullable Attempt attempt;
    WebSigning.@Nullable Attempt first;
    @Nullable MultiMap signedHeaders;
    boolean elsewhere;
    boolean recovered;
    boolean signedLast;
  }

  void handle(HttpContext<?> context) {
    State state = context.get(STATE);
    if (state == null) {
      state = new State();
      context.set(STATE, state);
    }
    switch (context.phase()) {
      case PREPARE_REQUEST -> prepare(context, state);
      case CREATE_REQUEST -> create(context, state);
      case SEND_REQUEST -> {
        if (!state.signedLast) {
          sign(context, state);
        }
        context.next();
      }
      case FOLLOW_REDIRECT -> follow(context, state);
      case RECEIVE_RESPONSE -> receive(context, state);
      default -> context.next();
    }
  }

  /** After all other interceptors, where there is a last one. */
  void handleLast(HttpContext<?> context) {
    State state = context.get(STATE);
    if (state != null && context.phase() == ClientPhase.PREPARE_REQUEST) {
      state.signedLast = true;
    } else if (state != null && context.phase() == ClientPhase.SEND_REQUEST && state.signedLast) {
      sign(context, state);
    }
    context.next();
  }

  private void prepare(HttpContext<?> context, State state) {
    Object body = context.body();
    state.contentType = context.contentType();
    if (body instanceof MultipartForm form) {
      form(context, form)
          .onComplete(
              encoded -> {
                state.formType = encoded.contentType();
                again(context, encoded.contentType(), encoded.bytes());
              },
              failing(context));
    } else if (body instanceof Pipe<?> stream && web.signsBodies()) {
      buffered(context, stream)
          .onComplete(buffer -> again(context, state.contentType, buffer), failing(context));
    } else {
      context.next();
    }
  }

  private Future<FormBody> form(HttpContext<?> context, MultipartForm form) {
    if ("multipart/form-data".equals(context.contentType())) {
      return onCaller(web.multipart(form));
    }
    Charset charset = form.getCharset() == null ? StandardCharsets.UTF_8 : form.getCharset();
    return Future.succeededFuture(FormBody.urlEncoded(form, charset));
  }

  // The WebClient pipes buffers and nothing else.
  @SuppressWarnings("unchecked")
  private Future<Buffer> buffered(HttpContext<?> context, Pipe<?> stream) {
    String announced = context.request().headers().get(HttpHeaders.CONTENT_LENGTH);
    return onCaller(web.buffered((Pipe<Buffer>) stream, announced));
  }

  private void create(HttpContext<?> context, State state) {
    if (state.elsewhere) {
      context.next();
      return;
    }
    RequestOptions options = context.requestOptions();
    options.setURI(web.sendable(options.getURI()));
    MultiMap headers = options.getHeaders();
    if (state.formType != null && headers != null && headers.contains(HttpHeaders.CONTENT_TYPE)) {
      headers.set(HttpHeaders.CONTENT_TYPE, state.formType);
    }
    state.origin = RequestTarget.origin(options, null);
    web.credentials()
        .onComplete(
            credentials -> {
              state.credentials = credentials;
              context.next();
            },
            failing(context));
  }

  // As late as can be, so that what other interceptors make of a request is signed too.
  private void sign(HttpContext<?> context, State state) {
    AwsCredentials credentials = state.credentials;
    if (!state.elsewhere && credentials != null) {
      Object body = context.body();
      RequestOptions options = context.requestOptions();
      HttpClientRequest request = context.clientRequest();
      state.attempt =
          web.sign(
              credentials,
              RequestTarget.host(options, null),
              request,
              body instanceof Buffer buffer ? buffer : Buffer.buffer());
      state.signedHeaders = request.headers().copy(false);
      if (context.redirects() == 0) {
        state.body = body;
        state.first = state.attempt.repeating(state.first);
      }
    }
  }

  private static void follow(HttpContext<?> context, State state) {
    RequestOptions next = context.requestOptions();
    Hop.correct(next, context.clientResponse());
    if (!state.elsewhere) {
      state.elsewhere = !RequestTarget.origin(next, null).equalsIgnoreCase(state.origin);
      Hop.strip(next, state.elsewhere);
    }
    context.next();
  }

  private void receive(HttpContext<?> context, State state) {
    HttpClientResponse response = context.clientResponse();
    WebSigning.Attempt attempt = state.attempt;
    if (attempt == null || state.elsewhere || !WebSigning.mayRecover(response.statusCode())) {
      context.next();
      return;
    }
    String changed = changed(state.signedHeaders, response.request().headers());
    if (changed != null) {
      response.resume();
      context.fail(
          new IllegalStateException(
              "Header "
                  + changed
                  + " was changed after the request was signed, so the service refused it; add the"
                  + " interceptor that changes it before the client's first request"));
      return;
    }
    if (state.recovered || state.body instanceof Pipe) {
      context.next();
      return;
    }
    state.recovered = true;
    web.recover(attempt, response.statusCode(), response.headers())
        .onComplete(
            again -> {
              if (again) {
                response.resume();
                again(context, state.contentType, state.body);
              } else {
                context.next();
              }
            },
            e -> context.next());
  }

  private static @Nullable String changed(@Nullable MultiMap signed, MultiMap sent) {
    if (signed != null) {
      for (String name : signed.names()) {
        if (!sent.getAll(name).equals(signed.getAll(name))) {
          return name;
        }
      }
    }
    return null;
  }

  // From the first phase on, with another body.
  private static <T> void again(
      HttpContext<T> context, @Nullable String contentType, @Nullable Object body) {
    context.prepareRequest(context.request(), contentType, body);
  }

  private static Handler<Throwable> failing(HttpContext<?> context) {
    return context::fail;
  }

  private <T> Future<T> onCaller(Future<T> future) {
    var promise = ((VertxInternal) vertx).getOrCreateContext().<T>promise();
    future.onComplete(promise);
    return promise.future();
  }
}
