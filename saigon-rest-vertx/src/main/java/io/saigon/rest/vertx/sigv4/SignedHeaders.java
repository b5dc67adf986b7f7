package io.saigon.rest.vertx.sigv4;

import io.saigon.rest.vertx.syntax.ByteWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** SignedHeaders of requests that have the same names, with the lines of the last such request. */
final class SignedHeaders {
  /** Room in front of the header lines, so that most requests are hashed in one piece. */
  static final int ROOM = 512;

  /** Names in order, as in {@code accept;host;x-amz-date}. */
  final String list;

  /** Whether there is more than one Cookie header. */
  final boolean severalCookies;

  private final HeaderName[] names;

  // Indexes of the headers as given, in the order in which they are signed.
  private final int[] order;

  // Most requests have the headers of the one before, but for the date once a second.
  private final byte[][] lines;
  private final ByteWriter end = new ByteWriter(0);
  private int payloadAt;

  SignedHeaders(HeaderName[] given, int count) {
    names = Arrays.copyOf(given, count);
    order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> names[i].lower))
            .mapToInt(i -> i)
            .toArray();
    list =
        Arrays.stream(order)
            .mapToObj(i -> names[i].lower)
            .distinct()
            .collect(Collectors.joining(";"));
    severalCookies =
        Arrays.stream(names).filter(name -> name.lower.equals(HeaderName.COOKIE)).count() > 1;
    lines = new byte[count][];
  }

  boolean is(HeaderName[] given, int count) {
    if (count != names.length) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (given[i] != names[i]) {
        return false;
      }
    }
    return true;
  }

  int count() {
    return names.length;
  }

  /** Takes a request's header lines, in the order that they were given in. */
  void take(byte[][] given) {
    if (!has(given)) {
      System.arraycopy(given, 0, lines, 0, lines.length);
      writeLines();
    }
  }

  /** Returns the text from its header lines on, after the room; the next call overwrites it. */
  ByteWriter end(byte[] payload) {
    end.length = payloadAt;
    end.put(payload);
    return end;
  }

  private boolean has(byte[][] given) {
    for (int i = 0; i < lines.length; i++) {
      if (given[i] != lines[i]) {
        return false;
      }
    }
    return true;
  }

  // Values of one name make one line, in the order that they were given in.
  private void writeLines() {
    end.clear();
    end.room(ROOM);
    end.length = ROOM;
    String last = "";
    for (int i : order) {
      String name = names[i].lower;
      if (name.equals(last)) {
        end.length--;
        end.ascii(names[i].separator);
        end.put(lines[i], name.length() + 1);
      } else {
        end.put(lines[i]);
      }
      last = name;
    }
    end.put('\n');
    end.ascii(list);
    end.put('\n');
    payloadAt = end.length;
  }
}
