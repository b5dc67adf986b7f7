package io.saigon.rest.vertx.sigv4;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two canonical requests part by part. */
final class MismatchSearch {
  static final String EMPTY_HASH =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final SigV4Scope scope;
  private final List<String> signed;
  private final List<String> expected;
  private final List<String> stringToSign;

  MismatchSearch(SigV4Scope scope, List<String> signed, ExpectedCanonicalRequest expected) {
    this.scope = scope;
    this.signed = signed;
    this.expected = expected.lines();
    this.stringToSign = expected.stringToSign();
  }

  SignatureMismatch first() {
    if (differs(0)) {
      return at(0, "method", "something on the way, such as a redirect, changed the method");
    }
    if (differs(1)) {
      return at(1, "path", pathCause());
    }
    if (differs(2)) {
      return at(
          2,
          "query",
          "the query was changed after signing, or its characters were encoded another way when it"
              + " was sent");
    }
    SignatureMismatch header = header();
    return header != null ? header : afterHeaders();
  }

  private SignatureMismatch afterHeaders() {
    int last = signed.size() - 1;
    String seenNames = line(expected, expected.size() - 2);
    if (!signed.get(last - 1).equals(seenNames)) {
      return new SignatureMismatch(
          "signed headers",
          signed.get(last - 1),
          seenNames,
          "the Authorization header was changed after signing");
    }
    String seenHash = line(expected, expected.size() - 1);
    if (!signed.get(last).equals(seenHash)) {
      return new SignatureMismatch(
          "body",
          signed.get(last),
          seenHash,
          seenHash.equals(EMPTY_HASH)
              ? "no body arrived"
              : "the body arrived with other bytes: it was changed after signing, compressed, or"
                  + " encoded in another character set");
    }
    return afterCanonicalRequest();
  }

  private SignatureMismatch afterCanonicalRequest() {
    String date = signed.stream().filter(l -> l.startsWith("x-amz-date:")).findFirst().orElse("");
    String signedAt = date.substring(date.indexOf(':') + 1);
    String seenAt = line(stringToSign, 1);
    if (!seenAt.isEmpty() && !seenAt.equals(signedAt)) {
      return new SignatureMismatch(
          "date", signedAt, seenAt, "a Date header or another clock took the place of X-Amz-Date");
    }
    String seenScope = line(stringToSign, 2);
    String tail = "/" + scope.region() + "/" + scope.service() + "/aws4_request";
    if (!seenScope.isEmpty() && !seenScope.endsWith(tail)) {
      return new SignatureMismatch(
          "scope",
          tail,
          seenScope,
          "it was signed for another region or service than the one that it was sent to");
    }
    return new SignatureMismatch(
        "key",
        "",
        "",
        "the service saw exactly what was signed, so the secret access key is not the one of this"
            + " access key id; check how it was copied");
  }

  private @Nullable SignatureMismatch header() {
    Map<String, String> sent = headers(signed);
    Map<String, String> seen = headers(expected);
    Set<String> names = new TreeSet<>(sent.keySet());
    names.addAll(seen.keySet());
    for (String name : names) {
      String own = sent.getOrDefault(name, "");
      String other = seen.getOrDefault(name, "");
      if (!own.equals(other) || sent.containsKey(name) != seen.containsKey(name)) {
        return new SignatureMismatch("header " + name, own, other, headerCause(name, other));
      }
    }
    return null;
  }

  private static String headerCause(String name, String seen) {
    if (name.equals("host")) {
      return "the service goes by another host name than the one that was signed; if a proxy or a"
          + " custom domain replaces it, sign for the name that the service sees";
    }
    return seen.isEmpty()
        ? "it did not arrive; something after the signer, such as an interceptor or a proxy,"
            + " removed it"
        : "it was added or changed after signing, by an interceptor or a proxy; let the signer come"
            + " last";
  }

  private String pathCause() {
    String own = signed.get(1);
    String seen = line(expected, 1);
    if (own.replace("%25", "%").equals(seen.replace("%25", "%"))) {
      return "the path is percent-encoded "
          + (own.length() > seen.length() ? "once more than" : "less often than")
          + " the service does; see SigV4Scope.withPathRule, which is of its own for S3";
    }
    if (own.replace("/./", "/").replaceAll("/+", "/").equals(seen.replaceAll("/+", "/"))) {
      return "empty or '.' segments are resolved on one side only; see SigV4Scope.withPathRule";
    }
    return "the path was changed after signing: a proxy or custom domain took something off or put"
        + " something in front";
  }

  private static Map<String, String> headers(List<String> canonical) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 3; i < canonical.size() && !canonical.get(i).isEmpty(); i++) {
      int colon = canonical.get(i).indexOf(':');
      if (colon > 0) {
        headers.put(canonical.get(i).substring(0, colon), canonical.get(i).substring(colon + 1));
      }
    }
    return headers;
  }

  private boolean differs(int i) {
    return !signed.get(i).equals(line(expected, i));
  }

  private SignatureMismatch at(int i, String part, String cause) {
    return new SignatureMismatch(part, signed.get(i), line(expected, i), cause);
  }

  private static String line(List<String> lines, int i) {
    return i >= 0 && i < lines.size() ? lines.get(i) : "";
  }
}
