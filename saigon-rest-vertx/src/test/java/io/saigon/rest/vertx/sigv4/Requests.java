package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.saigon.api.credentials.AwsCredentials;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Generated requests, hostile characters included. */
public final class Requests extends DomainContextBase {
  public record Sample(
      String method,
      String base,
      String path,
      List<Entry<String, String>> query,
      String rawQuery,
      List<Entry<String, String>> headers,
      byte[] body,
      AwsCredentials credentials,
      Instant time) {
    public String uri() {
      return base + path + (rawQuery.isEmpty() ? "" : "?" + rawQuery);
    }

    @Override
    public String toString() {
      return method + " " + uri() + " " + headers + " body " + body.length + " at " + time;
    }
  }

  private record Parameter(String name, String value, String raw) {}

  private record Head(
      String method, String base, List<String> segments, boolean trailing, Instant time) {}

  private static final String HOSTILE = ":@=+*~%&/?#[]!$'(),; \"<>\\^`{|}._-é漢😀aZ09";

  @Provide
  public Arbitrary<Sample> samples() {
    return Combinators.combine(
            heads(), parameters().list().ofMaxSize(6), headers(), bodies(), credentials())
        .as(
            (head, parameters, headers, body, credentials) ->
                new Sample(
                    head.method,
                    head.base,
                    path(head.segments, head.trailing),
                    parameters.stream().map(p -> Map.entry(p.name, p.value)).toList(),
                    parameters.stream().map(Parameter::raw).collect(Collectors.joining("&")),
                    headers,
                    body,
                    credentials,
                    head.time));
  }

  private static String path(List<String> segments, boolean trailing) {
    return segments.stream().map(s -> "/" + s).collect(Collectors.joining())
        + (trailing ? "/" : "");
  }

  private static Arbitrary<Head> heads() {
    Arbitrary<String> bases =
        Arbitraries.of(
            "https://api.example.com",
            "https://api.example.com:443",
            "http://localhost:8080",
            "http://127.0.0.1:80",
            "https://abc123.execute-api.eu-west-1.amazonaws.com",
            "https://[::1]:8443");
    Arbitrary<String> segments =
        Arbitraries.oneOf(
            Arbitraries.of("", ".", "..", "a", "v1", "...", ".a", "%2F", "%252F", "a%20b", "%e9"),
            text(1).map(Requests::segment));
    return Combinators.combine(
            Arbitraries.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
            bases,
            segments.list().ofMaxSize(5),
            Arbitraries.of(true, false),
            Arbitraries.longs().between(0, 4102444800L).map(Instant::ofEpochSecond))
        .as(Head::new);
  }

  // Allowed in a path as they are: some encoded nevertheless, as clients differ in that.
  private static String segment(String text) {
    return encode(text, ":@=+*~!$'(),;&._-");
  }

  private static Arbitrary<Parameter> parameters() {
    Arbitrary<String> names =
        Arbitraries.oneOf(Arbitraries.of("a", "a-", "a0", "A", "b", "X-Amz-Foo"), text(1));
    return Combinators.combine(names, text(0), Arbitraries.integers().between(0, 3))
        .as(
            (name, value, style) -> {
              String literal = style == 0 ? "" : ":@*~!$'(),;/?._-";
              String rawName = encode(name, literal);
              String rawValue = encode(value, literal);
              if (style == 2) {
                rawValue = rawValue.replace("%20", "+");
              }
              boolean bare = value.isEmpty() && style == 3;
              return new Parameter(name, value, bare ? rawName : rawName + "=" + rawValue);
            });
  }

  private static Arbitrary<List<Entry<String, String>>> headers() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of("Content-Type", "Accept", "X-Amz-Target", "x-a", "X-A", "x-a-b", "Zz"),
            Arbitraries.strings().withChars("abcXYZ019-_.").ofMinLength(1).ofMaxLength(12));
    Arbitrary<String> values =
        Arbitraries.strings().withChars("ab \t:;,=+/\"'%~{}<>@\\").ofMaxLength(24);
    return Combinators.combine(names, values)
        .as((name, value) -> Map.entry(name, value))
        .list()
        .ofMaxSize(8)
        .map(list -> list.stream().filter(h -> isSigned(h.getKey())).toList());
  }

  private static boolean isSigned(String name) {
    return !CanonicalHeaders.isExcluded(name.toLowerCase(Locale.ROOT));
  }

  private static Arbitrary<byte[]> bodies() {
    return Arbitraries.oneOf(
        Arbitraries.just(new byte[0]),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
        Arbitraries.just("x".repeat(20_000).getBytes(UTF_8)));
  }

  private static Arbitrary<AwsCredentials> credentials() {
    return Arbitraries.of(
        AwsCredentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        new AwsCredentials("ASIAEXAMPLE", "secret/+=", "token/+=".repeat(125), null),
        new AwsCredentials("ASIAOTHER", "secret2", "t", null));
  }

  private static Arbitrary<String> text(int min) {
    return Arbitraries.of(HOSTILE.codePoints().mapToObj(Character::toString).toList())
        .list()
        .ofMinSize(min)
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  private static String encode(String text, String literal) {
    StringBuilder encoded = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean plain = c < 128 && (Character.isLetterOrDigit(c) || literal.indexOf(c) >= 0);
              if (plain) {
                encoded.appendCodePoint(c);
              } else {
                for (byte b : Character.toString(c).getBytes(UTF_8)) {
                  encoded.append('%').append("%02X".formatted(b & 0xff));
                }
              }
            });
    return encoded.toString();
  }
}
