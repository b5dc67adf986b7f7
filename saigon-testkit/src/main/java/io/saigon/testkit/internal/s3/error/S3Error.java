package io.saigon.testkit.internal.s3.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of S3 that is no success. */
public final class S3Error extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> facts;
  private final transient Map<String, String> headers;

  public S3Error(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  public S3Error(int status, String code, String message, Map<String, String> facts) {
    this(status, code, message, facts, Map.of());
  }

  private S3Error(
      int status,
      String code,
      String message,
      Map<String, String> facts,
      Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String text() {
    return String.valueOf(getMessage());
  }

  /** Returns the further elements of the answer, by name. */
  public Map<String, String> facts() {
    return facts;
  }

  /** Returns the further headers of the answer. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns the error with a further element in its body. */
  public S3Error with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new S3Error(status, code, text(), more, headers);
  }

  /** Returns the error with a further header. */
  public S3Error withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new S3Error(status, code, text(), facts, more);
  }
}
