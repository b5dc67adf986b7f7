package io.saigon.rest.vertx;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/** A form as browsers send it. */
final class UrlEncodedForm {
  private UrlEncodedForm() {}

  static Buffer encode(MultiMap fields) {
    return encode(fields, StandardCharsets.UTF_8);
  }

  static Buffer encode(Iterable<Map.Entry<String, String>> fields, Charset charset) {
    StringJoiner form = new StringJoiner("&");
    for (Map.Entry<String, String> field : fields) {
      form.add(
          URLEncoder.encode(field.getKey(), charset)
              + "="
              + URLEncoder.encode(field.getValue(), charset));
    }
    return Buffer.buffer(form.toString());
  }
}
