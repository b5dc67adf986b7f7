package io.saigon.rest.vertx.sigv4;

import io.saigon.rest.vertx.syntax.ByteWriter;
import io.saigon.rest.vertx.syntax.PercentEncoding;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The query line of a canonical request: decoded, encoded the one way, sorted. One per thread. */
final class CanonicalQuery {
  // Up to so many parameters are sorted in their place, without garbage.
  private static final int FEW = 32;
  private static final int KEPT = 3 * 64;

  // For each parameter where its name starts, where its name ends and where its value ends.
  private int[] bounds = new int[KEPT];
  private int count;
  private final ByteWriter sorted = new ByteWriter();

  void write(ByteWriter out, String query) {
    if (!writePlain(out, query)) {
      writeEncoded(out, query);
    }
  }

  // Most queries are none, or one parameter that is signed as it is. Returns
  // whether this one was written.
  private static boolean writePlain(ByteWriter out, String query) {
    int n = query.length();
    out.room(n);
    byte[] to = out.bytes;
    int start = out.length;
    boolean named = n == 0;
    for (int i = 0; i < n; i++) {
      char c = query.charAt(i);
      if (!PercentEncoding.unreserved(c)) {
        if (c != '=' || named || i == 0) {
          return false;
        }
        named = true;
      }
      to[start + i] = (byte) c;
    }
    if (!named) {
      return false;
    }
    out.length = start + n;
    return true;
  }

  private void writeEncoded(ByteWriter out, String query) {
    int start = out.length;
    count = 0;
    if (bounds.length > KEPT) {
      bounds = new int[KEPT];
    }
    boolean inOrder = true;
    for (int from = 0; from < query.length(); ) {
      int and = query.indexOf('&', from);
      int end = and < 0 ? query.length() : and;
      if (end > from && query.charAt(from) != '=') {
        parameter(out, query, from, end);
        inOrder &= count < 2 || compare(out.bytes, count - 2, count - 1) <= 0;
      }
      from = end + 1;
    }
    if (!inOrder) {
      sort(out.bytes);
      copySorted(out, start);
    }
  }

  private void parameter(ByteWriter out, String query, int from, int end) {
    if (count > 0) {
      out.put('&');
    }
    if (bounds.length == count * 3) {
      bounds = Arrays.copyOf(bounds, bounds.length * 2);
    }
    int at = count++ * 3;
    bounds[at] = out.length;
    bounds[at + 1] = -1;
    out.room(end - from);
    for (int i = from; i < end; i++) {
      char c = query.charAt(i);
      if (PercentEncoding.unreserved(c)) {
        out.put(c);
      } else if (c == '=' && bounds[at + 1] < 0) {
        bounds[at + 1] = out.length;
        out.put('=');
      } else if (c == '+') {
        out.percent(' ');
      } else {
        i = PercentEncoding.canonicalAt(out, query, i);
      }
    }
    if (bounds[at + 1] < 0) {
      bounds[at + 1] = out.length;
      out.put('=');
    }
    bounds[at + 2] = out.length;
  }

  // By name and then by value, not by the whole text: '=' is greater than '-' or a digit.
  private int compare(byte[] bytes, int a, int b) {
    int i = a * 3;
    int j = b * 3;
    int names = Arrays.compare(bytes, bounds[i], bounds[i + 1], bytes, bounds[j], bounds[j + 1]);
    return names != 0
        ? names
        : Arrays.compare(bytes, bounds[i + 1], bounds[i + 2], bytes, bounds[j + 1], bounds[j + 2]);
  }

  private void sort(byte[] bytes) {
    if (count > FEW) {
      sortMany(bytes);
      return;
    }
    for (int i = 1; i < count; i++) {
      for (int j = i; j > 0 && compare(bytes, j - 1, j) > 0; j--) {
        for (int k = 0; k < 3; k++) {
          int swap = bounds[j * 3 + k];
          bounds[j * 3 + k] = bounds[(j - 1) * 3 + k];
          bounds[(j - 1) * 3 + k] = swap;
        }
      }
    }
  }

  private void sortMany(byte[] bytes) {
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted((a, b) -> compare(bytes, a, b))
            .mapToInt(i -> i)
            .toArray();
    int[] given = bounds;
    bounds = new int[given.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(given, order[i] * 3, bounds, i * 3, 3);
    }
  }

  private void copySorted(ByteWriter out, int start) {
    sorted.clear();
    sorted.room(out.length - start);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        sorted.put('&');
      }
      int from = bounds[i * 3];
      int n = bounds[i * 3 + 2] - from;
      sorted.room(n);
      System.arraycopy(out.bytes, from, sorted.bytes, sorted.length, n);
      sorted.length += n;
    }
    System.arraycopy(sorted.bytes, 0, out.bytes, start, sorted.length);
  }
}
