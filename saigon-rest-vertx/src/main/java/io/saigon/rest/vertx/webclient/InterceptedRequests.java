package io.saigon.rest.vertx.webclient;

import io.saigon.api.call.CallScope;
import io.saigon.api.context.CallerContext;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.identity.IdentitySigner;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.Pipe;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.multipart.MultipartForm;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The interceptor's work in each phase of a request. */
final class InterceptedRequests {
  private static final String STATE = InterceptedRequests.class.getName();

  private final Vertx vertx;
  private final WebClientSigner signer;

  InterceptedRequests(Vertx vertx, WebClientSigner signer) {
    this.vertx = vertx;
    this.signer = signer;
  }

  /** One call, with its redirects and its repeat. */
  private static final class State {
    @Nullable String formType;
    @Nullable String contentType;
    @Nullable Object body;
    @Nullable AwsCredentials credentials;
    @Nullable SignedAttempt attempt;
    @Nullable SignedAttempt first;
    @Nullable MultiMap signedHeaders;
    boolean otherOrigin;
    boolean recovered;
    boolean signedLast;
  }

  void handle(HttpContext<?> context) {
    State state = context.get(STATE);
    if (state == null) {
      if (context.phase() == ClientPhase.PREPARE_REQUEST && !onContext()) {
        restart(context);
        return;
      }
      state = new State();
      context.set(STATE, state);
      cancelWith(CallScope.current(), context);
    }
    switch (context.phase()) {
      case PREPARE_REQUEST -> prepare(context, state);
      case CREATE_REQUEST -> create(context, state);
      case SEND_REQUEST -> {
        if (state.signedLast || sign(context, state)) {
          context.next();
        }
      }
      case FOLLOW_REDIRECT -> follow(context, state);
      case RECEIVE_RESPONSE -> receive(context, state);
      default -> context.next();
    }
  }

  /** Runs as the last interceptor, which the first request adds. */
  void handleLast(HttpContext<?> context) {
    State state = context.get(STATE);
    if (state != null && context.phase() == ClientPhase.PREPARE_REQUEST) {
      state.signedLast = true;
    } else if (state != null && state.signedLast) {
      if (context.phase() == ClientPhase.CREATE_REQUEST) {
        request(context, state);
        return;
      }
      if (context.phase() == ClientPhase.SEND_REQUEST && !sign(context, state)) {
        return;
      }
    }
    context.next();
  }

  private boolean onContext() {
    Context current = Vertx.currentContext();
    return current != null && current.owner() == vertx && CallerContext.of(current).isCurrent();
  }

  // Off a context another thread may continue a call before this one has left the interceptors, and
  // the caller would get what Vert.x throws. So the call starts again inside a step.
  @SuppressWarnings("unchecked") // Vert.x completes it by the same object.
  private <T> void restart(HttpContext<T> given) {
    HttpContext<T> copy = given.duplicate();
    if (copy.future() != given.future()) {
      // From Vert.x 5.2 on; a second dispatch would pass all interceptors once more.
      copy.future().onComplete((Promise<HttpResponse<T>>) given.future());
    }
    State state = new State();
    copy.set(STATE, state);
    cancelWith(CallScope.current(), copy);
    step(
        copy, state, () -> copy.prepareRequest(given.request(), given.contentType(), given.body()));
  }

  // A call is cancelled as a whole, with its redirects and its repeat.
  private void cancelWith(@Nullable CallScope scope, HttpContext<?> call) {
    if (scope == null) {
      return;
    }
    CallerContext caller = CallerContext.current(vertx);
    scope.add(
        call.future(),
        () -> {
          caller.run(() -> cancel(call));
          return call.future();
        });
  }

  private static void cancel(HttpContext<?> call) {
    if (call.future().isComplete()) {
      return;
    }
    HttpClientRequest request = call.clientRequest();
    // Before the reset, which is a failure of its own.
    call.fail(CallScope.failure());
    if (request != null) {
      WebClientSigner.ignoreReset(request);
      request.reset(0, CallScope.failure());
    }
  }

  // An exception that Vert.x throws in a step fails the call, which would never complete otherwise.
  private static void step(HttpContext<?> context, State state, Runnable step) {
    synchronized (state) {
      try {
        step.run();
      } catch (RuntimeException e) {
        context.fail(WebClientSigner.failure(e));
      }
    }
  }

  private void prepare(HttpContext<?> context, State state) {
    Object body = context.body();
    state.contentType = context.contentType();
    if (body instanceof MultipartForm form) {
      form(context, form)
          .onComplete(
              encoded ->
                  step(
                      context,
                      state,
                      () -> {
                        state.formType = encoded.contentType();
                        restartWithBody(context, encoded.contentType(), encoded.bytes());
                      }),
              failing(context, state));
    } else if (body instanceof Pipe<?> stream && signer.signsBodies()) {
      buffered(context, stream)
          .onComplete(
              buffer ->
                  step(context, state, () -> restartWithBody(context, state.contentType, buffer)),
              failing(context, state));
    } else {
      context.next();
    }
  }

  private Future<FormBody> form(HttpContext<?> context, MultipartForm form) {
    if ("multipart/form-data".equals(context.contentType())) {
      return CallerContext.current(vertx).complete(signer.multipart(form));
    }
    Charset charset = form.getCharset() == null ? StandardCharsets.UTF_8 : form.getCharset();
    return Future.succeededFuture(FormBody.urlEncoded(form, charset));
  }

  // The WebClient pipes buffers and nothing else.
  @SuppressWarnings("unchecked")
  private Future<Buffer> buffered(HttpContext<?> context, Pipe<?> stream) {
    String contentLength = context.request().headers().get(HttpHeaders.CONTENT_LENGTH);
    return CallerContext.current(vertx)
        .complete(signer.buffered((Pipe<Buffer>) stream, contentLength));
  }

  private void create(HttpContext<?> context, State state) {
    if (state.otherOrigin) {
      created(context, state);
      return;
    }
    RequestOptions options = context.requestOptions();
    options.setURI(signer.requestTarget(options.getURI()));
    MultiMap headers = options.getHeaders();
    if (state.formType != null && headers != null && headers.contains(HttpHeaders.CONTENT_TYPE)) {
      headers.set(HttpHeaders.CONTENT_TYPE, state.formType);
    }
    // Others may wait for the same credentials.
    CallScope.outside(signer::credentials)
        .onComplete(
            credentials ->
                step(
                    context,
                    state,
                    () -> {
                      state.credentials = credentials;
                      created(context, state);
                    }),
            failing(context, state));
  }

  private void created(HttpContext<?> context, State state) {
    if (state.signedLast) {
      context.next();
    } else {
      request(context, state);
    }
  }

  // Vert.x throws if its client is closed, and its callers do not expect that. On a context the
  // request gets a step of its own; off one, this is inside a step already.
  private void request(HttpContext<?> context, State state) {
    WebClientSigner.removePadding(context.requestOptions());
    if (onContext()) {
      vertx.runOnContext(then -> step(context, state, context::next));
    } else {
      context.next();
    }
  }

  // As late as can be, so that what other interceptors make of a request is signed too. What cannot
  // be signed fails here, as newer releases of Vert.x lose what an interceptor throws.
  private boolean sign(HttpContext<?> context, State state) {
    AwsCredentials credentials = state.credentials;
    if (state.otherOrigin || credentials == null) {
      return true;
    }
    HttpClientRequest request = context.clientRequest();
    try {
      sign(context, state, credentials, request);
      return true;
    } catch (RuntimeException e) {
      WebClientSigner.ignoreReset(request);
      context.fail(e);
      return false;
    }
  }

  private void sign(
      HttpContext<?> context, State state, AwsCredentials credentials, HttpClientRequest request) {
    Object body = context.body();
    state.attempt =
        signer.sign(credentials, request, body instanceof Buffer buffer ? buffer : Buffer.buffer());
    state.signedHeaders = request.headers().copy(false);
    if (context.redirects() == 0) {
      state.body = body;
      state.first = state.attempt.repeating(state.first);
    }
  }

  private static void follow(HttpContext<?> context, State state) {
    state.otherOrigin =
        !WebRedirect.prepare(
            context.requestOptions(), context.clientResponse(), !state.otherOrigin, null);
    context.next();
  }

  private void receive(HttpContext<?> context, State state) {
    HttpClientResponse response = context.clientResponse();
    SignedAttempt attempt = state.attempt;
    if (attempt == null || state.otherOrigin || !IdentitySigner.mayRecover(response.statusCode())) {
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
    if (state.recovered) {
      signer.repeated(attempt, response.statusCode(), response.headers());
    }
    if (state.recovered || state.body instanceof Pipe) {
      context.next();
      return;
    }
    state.recovered = true;
    signer
        .recover(attempt, response.statusCode(), response.headers())
        .otherwise(false)
        .onSuccess(
            recovered ->
                step(
                    context,
                    state,
                    () -> {
                      if (recovered) {
                        response.resume();
                        restartWithBody(context, state.contentType, state.body);
                      } else {
                        context.next();
                      }
                    }));
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

  // From the first phase on.
  private static <T> void restartWithBody(
      HttpContext<T> context, @Nullable String contentType, @Nullable Object body) {
    context.prepareRequest(context.request(), contentType, body);
  }

  private static Handler<Throwable> failing(HttpContext<?> context, State state) {
    return cause -> step(context, state, () -> context.fail(cause));
  }
}
