package io.saigon.rest.vertx.syntax;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/** Encoding of {@code application/x-www-form-urlencoded}. */
public final class UrlEncodedForm {
  public static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

  private UrlEncodedForm() {}

  public static Buffer encode(MultiMap fields) {
    return encode(fields, StandardCharsets.UTF_8);
  }

  public static Buffer encode(Iterable<Map.Entry<String, String>> fields, Charset charset) {
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
