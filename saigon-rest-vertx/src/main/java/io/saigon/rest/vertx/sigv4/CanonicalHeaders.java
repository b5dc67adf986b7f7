package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.saigon.rest.vertx.syntax.ByteWriter;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header lines of a canonical request. One per thread. */
final class CanonicalHeaders {
  private static final int NAMES = 128;
  private static final int KNOWN = 32;

  private final HeaderName host = new HeaderName("host");
  private final HeaderName date = new HeaderName("x-amz-date");
  private final HeaderName token = new HeaderName("x-amz-security-token");
  private final HeaderName contentSha256 = new HeaderName("x-amz-content-sha256");
  private final @Nullable HeaderName[] knownNames = new HeaderName[NAMES];
  private final @Nullable SignedHeaders[] known = new SignedHeaders[KNOWN];

  private HeaderName[] names = new HeaderName[32];
  private byte[][] lines = new byte[32][];
  private int count;
  private int length;

  // Most requests have the headers of the one before; what differs is seen while they are added.
  private SignedHeaders current = new SignedHeaders(new HeaderName[0], 0);
  private boolean otherNames;
  private boolean otherLines;

  void clear() {
    count = 0;
    length = 0;
  }

  /** Adds the headers of a request, without those that are never signed. */
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

  // Most are those of the request before, and a comparison is cheaper than to store a reference.
  @SuppressWarnings("ReferenceEquality")
  private void add(HeaderName name, byte[] line) {
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      lines = Arrays.copyOf(lines, count * 2);
    }
    if (names[count] != name) {
      names[count] = name;
      otherNames = true;
    }
    if (lines[count] != line) {
      lines[count] = line;
      otherLines = true;
    }
    count++;
    length += line.length;
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

  /** Returns order and names of the headers. To be called after all of them were added. */
  SignedHeaders signedHeaders() {
    if (otherNames || count != current.count()) {
      current = find();
      otherNames = false;
      otherLines = true;
    }
    return current;
  }

  private SignedHeaders find() {
    int hash = 0;
    for (int i = 0; i < count; i++) {
      hash = hash * 31 + names[i].given.hashCode();
    }
    int slot = (hash ^ hash >>> 16) & (KNOWN - 1);
    SignedHeaders found = known[slot];
    if (found == null || !found.is(names, count)) {
      found = new SignedHeaders(names, count);
      known[slot] = found;
    }
    return found;
  }

  /** Returns the bytes of all lines. */
  int length() {
    return length;
  }

  /**
   * Returns a canonical request from its header lines on, after {@link SignedHeaders#ROOM}. To be
   * called after {@link #signedHeaders()}.
   */
  ByteWriter end(byte[] payload) {
    if (otherLines) {
      current.take(lines);
      otherLines = false;
    }
    return current.end(payload);
  }
}
