package io.saigon.testkit.internal.s3.request;

import io.saigon.testkit.internal.s3.content.Content;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a request, without the headers that every answer has. */
public final class Reply {
  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private byte[] bytes = new byte[0];
  private @Nullable Content content;
  private long start;
  private long length;

  private Reply(int status) {
    this.status = status;
  }

  public static Reply of(int status) {
    return new Reply(status);
  }

  public static Reply xml(XmlDocument document) {
    return of(200).body(document);
  }

  /** Sets a header unless its value is null. */
  public Reply header(String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
    return this;
  }

  public Reply body(XmlDocument document) {
    return body("application/xml", document.bytes());
  }

  public Reply body(String type, byte[] all) {
    headers.put("Content-Type", type);
    bytes = all;
    length = all.length;
    return this;
  }

  /** Sets a range of a content, of which the reply takes a reference. */
  public Reply body(Content of, long from, long count) {
    content = of;
    start = from;
    length = count;
    return this;
  }

  /** Sets the length that an answer without its body reports. */
  public Reply length(long reported) {
    length = reported;
    return this;
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Returns the content of the body, or null if it is {@link #bytes()}. */
  public @Nullable Content content() {
    return content;
  }

  public long start() {
    return start;
  }

  public long length() {
    return length;
  }

  /** Releases the content, when it was sent or never will be. */
  public void release() {
    Content held = content;
    content = null;
    if (held != null) {
      held.release();
    }
  }
}
