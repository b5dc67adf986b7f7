package io.saigon.api.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which headers carry a {@link HeaderContext}, and how an identity is written there; immutable.
 *
 * @param <I> type of the identity
 */
public final class HeaderFormat<I> {
  // RFC 9110, section 5.1: a field name is a token.
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final HeaderFormat<String> STANDARD = of(Function.identity(), Function.identity());

  private final String identityHeader;
  private final String requestIdHeader;
  private final Function<String, I> parser;
  private final Function<I, String> formatter;

  private HeaderFormat(
      String identityHeader,
      String requestIdHeader,
      Function<String, I> parser,
      Function<I, String> formatter) {
    this.identityHeader = identityHeader;
    this.requestIdHeader = requestIdHeader;
    this.parser = Objects.requireNonNull(parser, "parser");
    this.formatter = Objects.requireNonNull(formatter, "formatter");
  }

  /** The standard headers, with the identity as it stands there. */
  public static HeaderFormat<String> standard() {
    return STANDARD;
  }

  /**
   * The standard headers, with an identity of one's own type, such as {@code of(UUID::fromString,
   * UUID::toString)}.
   *
   * @param parser makes an identity of a header's value; throws IllegalArgumentException if it is
   *     none, whose message is not repeated, as it may quote the header
   * @param formatter makes a header's value of an identity
   */
  public static <I> HeaderFormat<I> of(Function<String, I> parser, Function<I, String> formatter) {
    return new HeaderFormat<>(
        HeaderContext.IDENTITY_ID_HEADER, HeaderContext.REQUEST_ID_HEADER, parser, formatter);
  }

  /** The same with the identity in another header. */
  public HeaderFormat<I> withIdentityHeader(String name) {
    return new HeaderFormat<>(checkName(name), requestIdHeader, parser, formatter);
  }

  /** The same with the request id in another header. */
  public HeaderFormat<I> withRequestIdHeader(String name) {
    return new HeaderFormat<>(identityHeader, checkName(name), parser, formatter);
  }

  /**
   * Reads a context; a missing or blank request id is made up anew.
   *
   * @throws IllegalArgumentException if the identity is missing, blank, told more than once or
   *     refused by the parser
   */
  public HeaderContext<I> read(MultiMap headers) {
    return read(headers::getAll);
  }

  /**
   * Reads a context; a missing or blank request id is made up anew.
   *
   * @param headers values by name, whatever the case of the names
   * @throws IllegalArgumentException if the identity is missing, blank, told more than once or
   *     refused by the parser
   */
  public HeaderContext<I> read(Map<String, String> headers) {
    return read(
        name ->
            headers.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .map(Map.Entry::getValue)
                .toList());
  }

  private HeaderContext<I> read(Function<String, List<String>> values) {
    String identity = only(identityHeader, values);
    if (identity.isEmpty()) {
      throw new IllegalArgumentException(
          "The header %s is missing; let the gateway set it for every request"
              .formatted(identityHeader));
    }
    String requestId = only(requestIdHeader, values);
    return context(parse(identity), requestId.isEmpty() ? RequestIds.next() : requestId);
  }

  // Two values are as many chances for a caller to be taken for somebody else.
  private static String only(String name, Function<String, List<String>> values) {
    List<String> all = values.apply(name);
    if (all.size() > 1) {
      throw new IllegalArgumentException(
          "The header %s came %d times; let the gateway replace what callers send"
              .formatted(name, all.size()));
    }
    return all.isEmpty() || all.get(0) == null ? "" : checkValue(name, all.get(0).strip());
  }

  private I parse(String value) {
    try {
      return Objects.requireNonNull(parser.apply(value), "The parser made nothing of it");
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "The header %s names no identity (%s); let the gateway set it for every request"
              .formatted(identityHeader, e.getClass().getSimpleName()));
    }
  }

  /** A context for a new request, with a request id made up. */
  public HeaderContext<I> context(I identityId) {
    return context(identityId, RequestIds.next());
  }

  /** A context for a known request. */
  public HeaderContext<I> context(I identityId, String requestId) {
    Objects.requireNonNull(identityId, "identityId");
    if (requestId.isBlank()) {
      throw new IllegalArgumentException("requestId must not be blank; leave it out for a new one");
    }
    return new FormattedContext<>(identityId, checkValue(requestIdHeader, requestId), this);
  }

  MultiMap write(HeaderContext<I> context) {
    String identity = formatter.apply(context.identityId());
    return HttpHeaders.headers()
        .set(identityHeader, checkValue(identityHeader, identity))
        .set(requestIdHeader, context.requestId());
  }

  private static String checkName(String name) {
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A header's name is letters, digits and hyphens, without spaces or colons");
    }
    return name;
  }

  private static String checkValue(String header, String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException(
          "The header " + header + " holds control characters; send it without them");
    }
    return value;
  }
}
