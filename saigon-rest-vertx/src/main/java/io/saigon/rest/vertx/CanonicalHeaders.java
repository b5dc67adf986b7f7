package io.saigon.rest.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header lines of a canonical request. One per thread. */
final class CanonicalHeaders {
  private static final byte[] FROM_VALUE = {};
  private static final int NAMES = 128;
  private static final int SHAPES = 32;

  private final HeaderName host = new HeaderName("host");
  private final HeaderName date = new HeaderName("x-amz-date");
  private final HeaderName token = new HeaderName("x-amz-security-token");
  private final HeaderName contentSha256 = new HeaderName("x-amz-content-sha256");
  private final @Nullable HeaderName[] knownNames = new HeaderName[NAMES];
  private final HeaderShape[] knownShapes = new HeaderShape[SHAPES];

  private HeaderName[] names = new HeaderName[32];
  private String[] values = new String[32];
  private byte[][] lines = new byte[32][];
  private int count;
  private int shapeHash;

  CanonicalHeaders() {
    Arrays.fill(knownShapes, HeaderShape.NONE);
  }

  void clear() {
    count = 0;
    shapeHash = 0;
  }

  /** Takes the headers of a request; those that are never signed are left out. */
  void addAll(Iterable<? extends Map.Entry<String, String>> headers, String otherwiseHost) {
    boolean hasHost = false;
    for (Map.Entry<String, String> header : headers) {
      HeaderName name = name(header.getKey());
      if (!name.excluded) {
        add(name, header.getValue(), FROM_VALUE);
        hasHost |= name.lower.equals(host.lower);
      }
    }
    if (!hasHost) {
      add(host, otherwiseHost, FROM_VALUE);
    }
  }

  void addDate(Timestamp time) {
    add(date, "", time.headerLine);
  }

  void addToken(byte[] headerLine) {
    add(token, "", headerLine);
  }

  void addContentSha256(byte[] payload) {
    add(contentSha256, new String(payload, US_ASCII), FROM_VALUE);
  }

  // Most are what they were in the request before, and a look is cheaper than to store a reference.
  @SuppressWarnings({"ReferenceEquality", "StringEquality"})
  private void add(HeaderName name, String value, byte[] line) {
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      values = Arrays.copyOf(values, count * 2);
      lines = Arrays.copyOf(lines, count * 2);
    }
    if (names[count] != name) {
      names[count] = name;
    }
    if (values[count] != value) {
      values[count] = value;
    }
    if (lines[count] != line) {
      lines[count] = line;
    }
    count++;
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

  void writeLines(ByteWriter out, HeaderShape shape) {
    if (shape.repeats) {
      writeMerged(out, shape);
      return;
    }
    for (int i : shape.order) {
      byte[] line = lines[i];
      if (line.length > 0) {
        out.put(line);
      } else {
        names[i].writeLine(out, values[i]);
      }
    }
  }

  // Values of one name make one line, in the order that they were given in.
  private void writeMerged(ByteWriter out, HeaderShape shape) {
    HeaderName last = null;
    for (int i : shape.order) {
      HeaderName name = names[i];
      if (last != null && last.lower.equals(name.lower)) {
        out.bytes[out.length - 1] = ',';
        name.writeValue(out, values[i]);
        out.put('\n');
      } else if (lines[i].length > 0) {
        out.put(lines[i]);
      } else {
        name.writeLine(out, values[i]);
      }
      last = name;
    }
  }
}
