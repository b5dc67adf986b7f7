package io.saigon.api.call;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A span of a call that is carried on to another context, as messages of the event bus carry
 * theirs. Calls that stay on their context need none: Vert.x's clients trace their requests
 * themselves.
 */
public final class Trace {
  private final VertxTracer<Object, Object> tracer;
  private final CallerContext caller;
  private final Call call;
  private final Object span;
  private final Map<String, String> headers;

  private record Call(String operation, Map<String, String> tags) {}

  private enum Tags implements TagExtractor<Call> {
    OF_CALL;

    @Override
    public Map<String, String> extract(Call call) {
      return call.tags;
    }

    @Override
    public int len(Call call) {
      return call.tags.size();
    }

    @Override
    public String name(Call call, int index) {
      return call.tags.keySet().stream().skip(index).findFirst().orElseThrow();
    }

    @Override
    public String value(Call call, int index) {
      return call.tags.values().stream().skip(index).findFirst().orElseThrow();
    }
  }

  private Trace(
      VertxTracer<Object, Object> tracer,
      CallerContext caller,
      Call call,
      Object span,
      Map<String, String> headers) {
    this.tracer = tracer;
    this.caller = caller;
    this.call = call;
    this.span = span;
    this.headers = headers;
  }

  /**
   * Begins a span below that of the caller.
   *
   * @param caller context of the caller
   * @param operation name of the span
   * @param tags tags of the span, none of them secret
   * @return the span, or null if the caller is not traced
   */
  public static @Nullable Trace begin(
      CallerContext caller, String operation, Map<String, String> tags) {
    VertxTracer<Object, Object> tracer = tracer(caller);
    if (tracer == null) {
      return null;
    }
    Call call = new Call(operation, tags);
    Map<String, String> headers = new HashMap<>();
    Object span =
        tracer.sendRequest(
            caller.context(),
            SpanKind.RPC,
            TracingPolicy.PROPAGATE,
            call,
            operation,
            headers::put,
            Tags.OF_CALL);
    return span == null ? null : new Trace(tracer, caller, call, span, headers);
  }

  // The tracer takes back what it gave: whatever the types are.
  @SuppressWarnings("unchecked")
  private static @Nullable VertxTracer<Object, Object> tracer(CallerContext context) {
    return (VertxTracer<Object, Object>) context.tracer();
  }

  /**
   * Ends the span.
   *
   * @param failure failure of the call, or null
   */
  public void end(@Nullable Throwable failure) {
    tracer.receiveResponse(caller.context(), call, span, failure, TagExtractor.empty());
  }

  /**
   * Runs a step of the call on another context, within a span of its own below this one.
   *
   * @param <T> type of the result
   * @param context context whose thread is the calling one
   * @param operation name of the span
   * @param step step, run on a duplicate of the context
   * @return the result; completes as the step does
   */
  public <T> Future<T> on(CallerContext context, String operation, Supplier<Future<T>> step) {
    CallerContext traced = context.duplicate();
    Call here = new Call(operation, call.tags);
    Object received =
        tracer.receiveRequest(
            traced.context(),
            SpanKind.RPC,
            TracingPolicy.PROPAGATE,
            here,
            operation,
            headers.entrySet(),
            Tags.OF_CALL);
    return Future.<T>future(
            p ->
                traced.dispatch(
                    p,
                    promise -> {
                      try {
                        step.get().onComplete(promise);
                      } catch (RuntimeException e) {
                        promise.fail(e);
                      }
                    }))
        .onComplete(
            (result, failure) ->
                tracer.sendResponse(
                    traced.context(), here, received, failure, TagExtractor.empty()));
  }
}
