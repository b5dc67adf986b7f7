package io.saigon.rest.vertx;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of a canonical request, and the names that they were made of. One per thread.
 */
final class CanonicalHeaders {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private String[] names = new String[32];
  private String[] values = new String[32];
  private byte[] @Nullable [] ready = new byte[32][];
  private int count;

  void clear() {
    Arrays.fill(values, 0, count, "");
    Arrays.fill(ready, 0, count, null);
    count = 0;
  }

  /** Takes the headers of a request; those that are never signed are left out. */
  void addAll(Iterable<? extends Map.Entry<String, String>> headers) {
    for (Map.Entry<String, String> header : headers) {
      if (!SignedHeaders.excluded(header.getKey())) {
        add(header.getKey(), header.getValue());
      }
    }
  }

  void add(String name, String value) {
    values[insert(name)] = value;
  }

  /** A header whose value needs no more work. */
  void addReady(String name, byte[] value) {
    ready[insert(name)] = value;
  }

  // Stable, so that values of one name keep their order.
  private int insert(String name) {
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      values = Arrays.copyOf(values, count * 2);
      ready = Arrays.copyOf(ready, count * 2);
    }
    int i = count++;
    while (i > 0 && compare(names[i - 1], name) > 0) {
      names[i] = names[i - 1];
      values[i] = values[i - 1];
      ready[i] = ready[i - 1];
      i--;
    }
    names[i] = name;
    values[i] = "";
    ready[i] = null;
    return i;
  }

  boolean contains(String name) {
    for (int i = 0; i < count; i++) {
      if (names[i].equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  void writeLines(ByteWriter out) {
    for (int i = 0; i < count; i++) {
      if (i > 0 && compare(names[i - 1], names[i]) == 0) {
        out.bytes[out.length - 1] = ',';
      } else {
        name(out, names[i]);
        out.put(':');
      }
      byte[] known = ready[i];
      if (known != null) {
        out.put(known);
      } else {
        value(out, names[i], values[i]);
      }
      out.put('\n');
    }
  }

  void writeNames(ByteWriter out) {
    for (int i = 0; i < count; i++) {
      if (i == 0 || compare(names[i - 1], names[i]) != 0) {
        if (i > 0) {
          out.put(';');
        }
        name(out, names[i]);
      }
    }
  }

  private static void name(ByteWriter out, String name) {
    int n = name.length();
    out.room(n);
    for (int i = 0; i < n; i++) {
      char c = name.charAt(i);
      if (c >= 128 || !(Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0)) {
        throw new IllegalArgumentException("A header's name holds a character that none may hold");
      }
      out.bytes[out.length++] = (byte) lower(c);
    }
  }

  private static void value(ByteWriter out, String name, String value) {
    int n = value.length();
    out.room(n);
    byte[] to = out.bytes;
    int start = out.length;
    int at = start;
    boolean space = false;
    for (int i = 0; i < n; i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '\t') {
        space = true;
        continue;
      }
      if (c < ' ' || c > 0x7e) {
        throw new IllegalArgumentException(
            "The value of header "
                + name
                + " holds a line break, another control character or one outside of ASCII;"
                + " encode it");
      }
      if (space && at > start) {
        to[at++] = ' ';
      }
      space = false;
      to[at++] = (byte) c;
    }
    out.length = at;
  }

  private static int compare(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      int difference = lower(a.charAt(i)) - lower(b.charAt(i));
      if (difference != 0) {
        return difference;
      }
    }
    return a.length() - b.length();
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }
}
