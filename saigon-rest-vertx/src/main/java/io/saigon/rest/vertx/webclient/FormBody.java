package io.saigon.rest.vertx.webclient;

import io.saigon.rest.vertx.http.BoundedBody;
import io.saigon.rest.vertx.syntax.UrlEncodedForm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.multipart.FormDataPart;
import io.vertx.ext.web.multipart.MultipartForm;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A form as the bytes that are signed and sent. Vert.x encodes forms only while it sends them. */
record FormBody(Buffer bytes, String contentType) {
  /** Encodes a form as {@link io.vertx.ext.web.client.HttpRequest#sendForm} does. */
  static FormBody urlEncoded(Iterable<FormDataPart> parts, Charset charset) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (FormDataPart part : parts) {
      if (!part.isAttribute()) {
        throw new IllegalStateException("A form with files must be sent as multipart/form-data");
      }
      fields.add(new AbstractMap.SimpleImmutableEntry<>(part.name(), part.value()));
    }
    return new FormBody(UrlEncodedForm.encode(fields, charset), UrlEncodedForm.CONTENT_TYPE);
  }

  /** Encodes a form with files, which are read up to a bound in all. */
  static Future<FormBody> multipart(Vertx vertx, MultipartForm form, int max) {
    String boundary = "saigon-" + UUID.randomUUID();
    Charset charset = form.getCharset() == null ? StandardCharsets.UTF_8 : form.getCharset();
    Buffer out = Buffer.buffer();
    return append(vertx, form.iterator(), out, boundary, charset, max)
        .map(
            done -> {
              out.appendString("--" + boundary + "--\r\n");
              return new FormBody(out, "multipart/form-data; boundary=" + boundary);
            });
  }

  private static Future<Void> append(
      Vertx vertx,
      Iterator<FormDataPart> parts,
      Buffer out,
      String boundary,
      Charset charset,
      int max) {
    if (!parts.hasNext()) {
      return Future.succeededFuture();
    }
    FormDataPart part = parts.next();
    return content(vertx, part, charset, max - out.length())
        .compose(
            content -> {
              if (out.length() + (long) content.length() > max) {
                return Future.failedFuture(BoundedBody.tooLong(max));
              }
              out.appendString("--" + boundary + "\r\n");
              out.appendBuffer(Buffer.buffer(head(part, charset).getBytes(charset)));
              out.appendBuffer(content).appendString("\r\n");
              return append(vertx, parts, out, boundary, charset, max);
            });
  }

  private static Future<Buffer> content(Vertx vertx, FormDataPart part, Charset charset, int room) {
    if (part.isAttribute()) {
      return Future.succeededFuture(Buffer.buffer(part.value().getBytes(charset)));
    }
    String path = part.pathname();
    if (path == null) {
      return Future.succeededFuture(part.content());
    }
    return vertx
        .fileSystem()
        .props(path)
        .compose(
            file ->
                file.size() > room
                    ? Future.failedFuture(BoundedBody.tooLong(room))
                    : vertx.fileSystem().readFile(path));
  }

  private static String head(FormDataPart part, Charset charset) {
    StringBuilder head = new StringBuilder("Content-Disposition: form-data; name=");
    head.append('"').append(quoted(part.name())).append('"');
    if (part.isAttribute()) {
      return head.append("\r\nContent-Type: text/plain; charset=")
          .append(charset.name())
          .append("\r\n\r\n")
          .toString();
    }
    head.append("; filename=\"").append(quoted(part.filename())).append('"');
    boolean text = Boolean.TRUE.equals(part.isText());
    String type = part.mediaType();
    if (type == null) {
      type = text ? "text/plain" : "application/octet-stream";
    }
    if (type.indexOf('\r') >= 0 || type.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("A part's media type must not hold a line break");
    }
    return head.append("\r\nContent-Type: ").append(type).append("\r\n\r\n").toString();
  }

  // As in browsers (HTML Standard, multipart/form-data encoding algorithm).
  private static String quoted(String name) {
    return name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
  }
}
