package io.saigon.rest.vertx.webclient;

import io.saigon.api.context.CallerContext;
import io.saigon.rest.vertx.syntax.UrlEncodedForm;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A WebClient's request that converts forms and streams to buffers, which can be signed. */
// One raw type for requests of any body codec; nothing here reads their bodies.
@SuppressWarnings({"rawtypes", "unchecked"})
final class BufferingRequest extends Delegation<HttpRequest> {
  private final HttpRequest<Object> delegate;
  private final Vertx vertx;
  private final WebClientSigner signer;

  private BufferingRequest(HttpRequest<?> delegate, Vertx vertx, WebClientSigner signer) {
    this.delegate = (HttpRequest<Object>) delegate;
    this.vertx = vertx;
    this.signer = signer;
  }

  static HttpRequest<?> of(HttpRequest<?> delegate, Vertx vertx, WebClientSigner signer) {
    return proxy(HttpRequest.class, new BufferingRequest(delegate, vertx, signer));
  }

  @Override
  HttpRequest delegate() {
    return delegate;
  }

  @Override
  @Nullable Object intercept(Object self, Method method, Object[] args) throws Throwable {
    return switch (method.getName()) {
      case "sendForm" -> {
        Charset charset =
            args.length == 1 ? StandardCharsets.UTF_8 : Charset.forName((String) args[1]);
        yield send(UrlEncodedForm.encode((MultiMap) args[0], charset), UrlEncodedForm.CONTENT_TYPE);
      }
      case "sendMultipartForm" ->
          CallerContext.current(vertx)
              .complete(signer.multipart((MultipartForm) args[0]))
              .compose(form -> send(form.bytes(), form.contentType()));
      case "sendStream" ->
          signer.signsBodies() ? stream((ReadStream<Buffer>) args[0]) : forward(self, method, args);
      case "copy" -> of(delegate.copy(), vertx, signer);
      default -> forward(self, method, args);
    };
  }

  private Future<HttpResponse<Object>> stream(ReadStream<Buffer> body) {
    String contentLength = delegate.headers().get(HttpHeaders.CONTENT_LENGTH);
    return CallerContext.current(vertx)
        .complete(signer.buffered(body.pipe(), contentLength))
        .compose(delegate::sendBuffer);
  }

  private Future<HttpResponse<Object>> send(Buffer body, String contentType) {
    MultiMap headers = delegate.headers();
    String previous = headers.get(HttpHeaders.CONTENT_TYPE);
    headers.set(HttpHeaders.CONTENT_TYPE, contentType);
    try {
      return delegate.sendBuffer(body);
    } finally {
      // The request may be sent again with another body.
      if (previous == null) {
        headers.remove(HttpHeaders.CONTENT_TYPE);
      } else {
        headers.set(HttpHeaders.CONTENT_TYPE, previous);
      }
    }
  }
}
