package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.rest.RestRequest;
import io.saigon.rest.vertx.sigv4.SigningKey.SignedHeaders;
import io.saigon.rest.vertx.syntax.HostHeader;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A signer of AWS Signature Version 4 for any HTTP client, without I/O, clock or state but caches.
 * Safe for use from any thread.
 *
 * <p>Signatures are those of AWS's own signer (rules: IAM User Guide, "Create a signed AWS API
 * request"). Hop-by-hop headers are not signed, beyond the headers that AWS's own signer leaves
 * out. Header values outside of ASCII are refused, because HTTP clients disagree on how to send
 * them. Several {@code Cookie} headers are signed as one, joined by {@code "; "} as receivers of
 * HTTP/2 join them (RFC 9113, 8.2.3); no signer of AWS leaves that header out.
 *
 * <p>Signing keys are kept for a day, and no longer than their credentials are.
 */
public final class SigV4Signer {
  private static final Duration MAX_EXPIRY = Duration.ofDays(7);
  private static final CharSequence DATE = HttpHeaders.createOptimized("X-Amz-Date");
  private static final CharSequence TOKEN = HttpHeaders.createOptimized("X-Amz-Security-Token");
  private static final CharSequence CONTENT_SHA256 =
      HttpHeaders.createOptimized("X-Amz-Content-Sha256");

  private final SigV4Scope scope;
  private final SigningKeys keys;
  private volatile Timestamp last = new Timestamp(0);

  private SigV4Signer(SigV4Scope scope) {
    this.scope = Objects.requireNonNull(scope, "scope");
    this.keys = new SigningKeys(scope);
  }

  /**
   * Creates a signer for one service in one region.
   *
   * @param scope service, region and rules of signing
   * @return the signer
   */
  public static SigV4Signer create(SigV4Scope scope) {
    return new SigV4Signer(scope);
  }

  /**
   * Returns the scope of the signatures.
   *
   * @return service, region and rules of signing
   */
  public SigV4Scope scope() {
    return scope;
  }

  /**
   * Signs a request by headers.
   *
   * @param method HTTP method as it will be sent
   * @param uri absolute http or https URI as it will be sent; a fragment is not part of it
   * @param headers headers as they will be sent. {@code Host} only if it is not the URI's; the
   *     signature's own headers are disregarded. Several {@code Cookie} headers must be sent as one
   *     over HTTP/1.1
   * @param body whole body, empty for none
   * @param credentials credentials to sign with
   * @param time time of the signature; fractions of a second are ignored
   * @return headers of the signature, which replace all headers of their names
   * @throws IllegalArgumentException if the URI is relative, not http, or holds user information or
   *     a stray percent sign, if a header holds a control character or one outside of ASCII, or if
   *     path, query and headers are longer than any service takes
   */
  public SigV4Headers sign(
      String method,
      URI uri,
      Iterable<? extends Map.Entry<String, String>> headers,
      byte[] body,
      AwsCredentials credentials,
      Instant time) {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(time, "time");
    String host = HostHeader.of(uri);
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    Timestamp at = timestamp(time);
    SigningKey key = keys.key(credentials, at);
    SignedHeaders signed = key.headers(headers, host);
    try (SigningScratch scratch = SigningScratch.ofThread()) {
      byte[] payload = scratch.payload(scope.payload(), body);
      sign(scratch, key, at, method, uri.getRawPath(), query, signed.canonical, payload);
      return new SigV4Headers(
          signed.authorization(scratch), at.text, credentials.sessionToken(), sent(payload));
    }
  }

  /**
   * Signs a request by headers.
   *
   * @param request request as it will be sent
   * @param credentials credentials to sign with
   * @param time time of the signature; fractions of a second are ignored
   * @return the request with the signature's headers in place of all of their names, and with one
   *     {@code Cookie} header in place of several
   * @throws IllegalArgumentException if the URI holds a stray percent sign, or a header a control
   *     character or one outside of ASCII
   */
  public RestRequest sign(RestRequest request, AwsCredentials credentials, Instant time) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(time, "time");
    URI uri = request.uri();
    String query = uri.getRawQuery();
    MultiMap headers = request.headers().copy(true);
    sign(
        request.method().name(),
        HostHeader.of(uri),
        uri.getRawPath(),
        query == null ? "" : query,
        headers,
        request.body(),
        credentials,
        timestamp(time));
    return request.withHeaders(headers);
  }

  /**
   * Signs a request of Vert.x in place: sets the signature's headers, and one {@code Cookie} header
   * in place of several.
   *
   * @param method HTTP method
   * @param host value of the {@code Host} header, unless the headers hold one
   * @param target path and query as they will be sent
   * @param headers headers as they will be sent, which are modified
   * @param body whole body, empty for none
   * @param credentials credentials to sign with
   * @param time time of the signature; fractions of a second are ignored
   * @return the canonical request's hashed payload: the body's SHA-256 in lower-case hexadecimal
   *     digits, or {@code UNSIGNED-PAYLOAD}
   * @throws IllegalArgumentException if the target holds a stray percent sign, if a header holds a
   *     control character or one outside of ASCII, or if target and headers are longer than any
   *     service takes
   */
  public String sign(
      HttpMethod method,
      String host,
      String target,
      MultiMap headers,
      Buffer body,
      AwsCredentials credentials,
      Instant time) {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(time, "time");
    int mark = target.indexOf('?');
    return sign(
        method.name(),
        host,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        headers,
        body,
        credentials,
        timestamp(time));
  }

  private String sign(
      String method,
      String host,
      String path,
      String query,
      MultiMap headers,
      Buffer body,
      AwsCredentials credentials,
      Timestamp time) {
    SigningKey key = keys.key(credentials, time);
    SignedHeaders signed = key.headers(headers, host);
    if (signed.canonical.severalCookies) {
      headers.set(HttpHeaders.COOKIE, String.join("; ", headers.getAll(HttpHeaders.COOKIE)));
      signed = key.headers(headers, host);
    }
    try (SigningScratch scratch = SigningScratch.ofThread()) {
      byte[] payload = scratch.payload(scope.payload(), body);
      sign(scratch, key, time, method, path, query, signed.canonical, payload);
      headers.set(HttpHeaders.AUTHORIZATION, signed.authorization(scratch));
      headers.set(DATE, time.text);
      replace(headers, TOKEN, credentials.sessionToken());
      replace(headers, CONTENT_SHA256, sent(payload));
      return new String(payload, ISO_8859_1);
    }
  }

  // Most signatures are of the same second as the one before.
  private Timestamp timestamp(Instant time) {
    Timestamp known = last;
    if (known.epochSecond != time.getEpochSecond()) {
      known = new Timestamp(time.getEpochSecond());
      last = known;
    }
    return known;
  }

  private static void replace(MultiMap headers, CharSequence name, @Nullable String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.set(name, value);
    }
  }

  /** Returns the payload's hash where it is sent, or null. */
  private @Nullable String sent(byte[] payload) {
    return scope.payload() == PayloadSigning.SIGNED ? null : new String(payload, ISO_8859_1);
  }

  /**
   * Signs a request by its URI, for a client without credentials.
   *
   * <p>Where a service expects the body's hash as a header (S3), the body is not signed.
   *
   * @param method HTTP method that will be used
   * @param uri absolute http or https URI
   * @param headers headers that must be sent with these values
   * @param body body that must be sent, empty for none
   * @param credentials credentials to sign with; the URI expires with them at the latest
   * @param time time of the signature; fractions of a second are ignored
   * @param expires time until the URI expires, one second to seven days
   * @return the URI with the signature; handle it as a secret
   * @throws IllegalArgumentException as {@link #sign} does, if {@code expires} is out of bounds, or
   *     if the query holds a parameter of a signature
   */
  public URI presign(
      String method,
      URI uri,
      Iterable<? extends Map.Entry<String, String>> headers,
      byte[] body,
      AwsCredentials credentials,
      Instant time,
      Duration expires) {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(expires, "expires");
    String host = HostHeader.of(uri);
    if (expires.toSeconds() < 1 || expires.compareTo(MAX_EXPIRY) > 0) {
      throw new IllegalArgumentException(
          "A presigned URI is valid for one second to seven days, not " + expires);
    }
    PresignedQuery query = new PresignedQuery(uri.getRawQuery());
    Timestamp at = timestamp(time);
    SigningKey key = keys.key(credentials, at);
    CanonicalHeaders signed = new CanonicalHeaders(headers, host, Map.of());
    query.add("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    query.add("X-Amz-Credential", key.credential);
    query.add("X-Amz-Date", at.text);
    query.add("X-Amz-Expires", Long.toString(expires.toSeconds()));
    query.add("X-Amz-SignedHeaders", signed.names);
    String token = credentials.sessionToken();
    if (token != null && scope.signSessionToken()) {
      query.add("X-Amz-Security-Token", token);
    }
    String signature;
    try (SigningScratch scratch = SigningScratch.ofThread()) {
      PayloadSigning signing =
          scope.payload() == PayloadSigning.SIGNED
              ? PayloadSigning.SIGNED
              : PayloadSigning.UNSIGNED;
      byte[] payload = scratch.payload(signing, body);
      sign(scratch, key, at, method, uri.getRawPath(), query.text(), signed, payload);
      signature = HexFormat.of().formatHex(scratch.hash);
    }
    if (token != null && !scope.signSessionToken()) {
      query.add("X-Amz-Security-Token", token);
    }
    query.add("X-Amz-Signature", signature);
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return URI.create(
        scheme + "://" + uri.getRawAuthority() + uri.getRawPath() + "?" + query.text());
  }

  /** Writes the signature to the scratch's hash. */
  private void sign(
      SigningScratch scratch,
      SigningKey key,
      Timestamp time,
      String method,
      String path,
      String query,
      CanonicalHeaders headers,
      byte[] payload) {
    CanonicalRequest.write(scratch, scope, method, path, query, headers, time, payload);
    scratch.hash(0);
    key.sign(scratch, time);
  }
}
