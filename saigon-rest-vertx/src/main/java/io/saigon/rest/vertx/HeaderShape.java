package io.saigon.rest.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which headers a request has: their order when signed, and the list of their names. */
final class HeaderShape {
  static final HeaderShape NONE = new HeaderShape(new HeaderName[0], 0);

  /** Indexes of the headers as given, in the order in which they are signed. */
  final int[] order;

  /** {@code accept;host;x-amz-date}. */
  final String signedHeaders;

  /** The same as it stands in a canonical request, between an empty line and the last one. */
  final byte[] signedHeadersLine;

  /** Whether a name is there more than once. */
  final boolean repeats;

  private final HeaderName[] names;

  HeaderShape(HeaderName[] given, int count) {
    names = Arrays.copyOf(given, count);
    order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> names[i].lower))
            .mapToInt(i -> i)
            .toArray();
    signedHeaders =
        Arrays.stream(order)
            .mapToObj(i -> names[i].lower)
            .distinct()
            .collect(Collectors.joining(";"));
    signedHeadersLine = ("\n" + signedHeaders + "\n").getBytes(US_ASCII);
    repeats = Arrays.stream(names).map(name -> name.lower).distinct().count() < count;
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
}
