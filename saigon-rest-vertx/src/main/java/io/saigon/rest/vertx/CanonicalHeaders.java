package io.saigon.rest.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header lines of a canonical request. One per thread. */
final class CanonicalHeaders {
  private static final int NAMES = 128;
  private static final int SHAPES = 32;

  private final HeaderName host = new HeaderName("host");
  private final HeaderName date = new HeaderName("x-amz-date");
  private final HeaderName token = new HeaderName("x-amz-security-token");
  private final HeaderName contentSha256 = new HeaderName("x-amz-content-sha256");
  private final @Nullable HeaderName[] knownNames = new HeaderName[NAMES];
  private final HeaderShape[] knownShapes = new HeaderShape[SHAPES];

  private HeaderName[] names = new HeaderName[32];
  private byte[][] lines = new byte[32][];
  private int count;
  private int length;
  private int shapeHash;

  CanonicalHeaders() {
    Arrays.fill(knownShapes, HeaderShape.NONE);
  }

  void clear() {
    count = 0;
    length = 0;
    shapeHash = 0;
  }

  /** Takes the headers of a request; those that are never signed are left out. */
  void addAll(Iterable<? extends Map.Entry<String, String>> headers, String otherwiseHost) {
    boolean hasHost = false;
    for (Map.Entry<String, String> header : headers) {
      HeaderName name = name(header.getKey());
      if (!name.excluded) {
        add(name, name.line(header.getValue()));
        hasHost |= name.lower.equals(host.lower);
      }
    }
    if (!hasHost) {
      add(host, host.line(otherwiseHost));
    }
  }

  void addDate(Timestamp time) {
    add(date, time.headerLine);
  }

  void addToken(byte[] headerLine) {
    add(token, headerLine);
  }

  void addContentSha256(byte[] payload) {
    add(contentSha256, contentSha256.line(new String(payload, US_ASCII)));
  }

  // Most are what they were in the request before, and a look is cheaper than to store a reference.
  @SuppressWarnings("ReferenceEquality")
  private void add(HeaderName name, byte[] line) {
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      lines = Arrays.copyOf(lines, count * 2);
    }
    if (names[count] != name) {
      names[count] = name;
    }
    if (lines[count] != line) {
      lines[count] = line;
    }
    count++;
    length += line.length;
    shapeHash = shapeHash * 31 + name.given.hashCode();
  }

  private HeaderName name(String given) {
    int hash = given.hashCode();
    int slot = (hash ^ hash >>> 16) & (NAMES - 1);
    HeaderName name = knownNames[slot];
    if (name == null || !name.given.equals(given)) {
      name = new HeaderName(given);
      knownNames[slot] = name;
    }
    return name;
  }

  /** After all headers were added. */
  HeaderShape shape() {
    int slot = (shapeHash ^ shapeHash >>> 16) & (SHAPES - 1);
    HeaderShape shape = knownShapes[slot];
    if (!shape.is(names, count)) {
      shape = new HeaderShape(names, count);
      knownShapes[slot] = shape;
    }
    return shape;
  }

  /** Bytes of all lines. */
  int length() {
    return length;
  }

  /** A canonical request from its header lines on, after {@link HeaderShape#ROOM}. */
  ByteWriter end(HeaderShape shape, byte[] payload) {
    return shape.end(lines, payload);
  }
}
