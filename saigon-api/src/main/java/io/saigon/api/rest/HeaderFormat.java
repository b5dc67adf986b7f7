package io.saigon.api.rest;

import io.saigon.api.check.Arguments;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Names of the headers that carry a {@link HeaderContext}, and the text form of its identity;
 * immutable.
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

  /**
   * Returns the format of the standard headers, with the identity as text.
   *
   * @return the format
   */
  public static HeaderFormat<String> standard() {
    return STANDARD;
  }

  /**
   * Returns a format of the standard headers, with an identity of another type, such as {@code
   * of(UUID::fromString, UUID::toString)}.
   *
   * @param <I> type of the identity
   * @param parser creates an identity from a header's value; throws IllegalArgumentException if it
   *     is none, whose message is not repeated, as it may quote the header
   * @param formatter creates a header's value from an identity
   * @return the format
   */
  public static <I> HeaderFormat<I> of(Function<String, I> parser, Function<I, String> formatter) {
    return new HeaderFormat<>(
        HeaderContext.IDENTITY_ID_HEADER, HeaderContext.REQUEST_ID_HEADER, parser, formatter);
  }

  /**
   * Returns this format with the identity in another header.
   *
   * @param name name of the header
   * @return the new format
   * @throws IllegalArgumentException if the name is no token (RFC 9110)
   */
  public HeaderFormat<I> withIdentityHeader(String name) {
    Objects.requireNonNull(name, "name");
    return new HeaderFormat<>(checkName(name), requestIdHeader, parser, formatter);
  }

  /**
   * Returns this format with the request id in another header.
   *
   * @param name name of the header
   * @return the new format
   * @throws IllegalArgumentException if the name is no token (RFC 9110)
   */
  public HeaderFormat<I> withRequestIdHeader(String name) {
    Objects.requireNonNull(name, "name");
    return new HeaderFormat<>(identityHeader, checkName(name), parser, formatter);
  }

  /**
   * Reads a context; a missing or blank request id is replaced by a new one.
   *
   * @param headers headers of a request
   * @return the context
   * @throws IllegalArgumentException if the identity is missing, blank, given more than once or
   *     refused by the parser
   */
  public HeaderContext<I> read(MultiMap headers) {
    Objects.requireNonNull(headers, "headers");
    return read(headers::getAll);
  }

  /**
   * Reads a context; a missing or blank request id is replaced by a new one.
   *
   * @param headers values by name, whatever the case of the names
   * @return the context
   * @throws IllegalArgumentException if the identity is missing, blank, given more than once or
   *     refused by the parser
   */
  public HeaderContext<I> read(Map<String, String> headers) {
    Objects.requireNonNull(headers, "headers");
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

  // Of two values a caller could have added one to impersonate another user.
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

  /**
   * Creates a context for a new request, with a new request id.
   *
   * @param identityId the identity
   * @return the context
   */
  public HeaderContext<I> context(I identityId) {
    return context(identityId, RequestIds.next());
  }

  /**
   * Creates a context for a known request.
   *
   * @param identityId the identity
   * @param requestId id of the request, not blank
   * @return the context
   * @throws IllegalArgumentException if the request id is blank or holds control characters
   */
  public HeaderContext<I> context(I identityId, String requestId) {
    Objects.requireNonNull(identityId, "identityId");
    Arguments.notBlank("requestId", requestId, "leave it out for a new one");
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
