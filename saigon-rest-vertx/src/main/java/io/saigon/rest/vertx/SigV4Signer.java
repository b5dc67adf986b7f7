package io.saigon.rest.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.saigon.api.AwsCredentials;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * AWS Signature Version 4, by itself: no I/O, no clock, no state but caches. For use with any HTTP
 * client; safe for use from any thread.
 *
 * <p>Signatures are those of AWS's own signer (rules: IAM User Guide, "Create a signed AWS API
 * request"). Beyond the headers that one leaves out, hop-by-hop headers are not signed. Header
 * values outside of ASCII are refused, because HTTP clients disagree on how to send them. Several
 * {@code Cookie} headers are signed as one, joined by {@code "; "} as receivers of HTTP/2 join them
 * (RFC 9113, 8.2.3); no signer of AWS leaves that header out.
 *
 * <p>Signing keys are kept per thread for the day, scope and credentials.
 */
public final class SigV4Signer {
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final CharSequence DATE = HttpHeaders.createOptimized("X-Amz-Date");
  private static final CharSequence TOKEN = HttpHeaders.createOptimized("X-Amz-Security-Token");
  private static final CharSequence CONTENT_SHA256 =
      HttpHeaders.createOptimized("X-Amz-Content-Sha256");

  private final SigV4Scope scope;

  private SigV4Signer(SigV4Scope scope) {
    this.scope = Objects.requireNonNull(scope, "scope");
  }

  /** A signer for one service in one region. */
  public static SigV4Signer create(SigV4Scope scope) {
    return new SigV4Signer(scope);
  }

  /** What signatures are valid for. */
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
   * @param credentials whose signature
   * @param time when, to the second
   * @return headers to put in place of all of their names
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
    String host = SigningUri.host(uri);
    SigningScratch scratch = SigningScratch.ofThread();
    byte[] payload = Payload.of(scratch, scope.payload(), body);
    Timestamp at = scratch.time(time.getEpochSecond());
    SigningKey key = scratch.key(credentials, scope, at);
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    HeaderShape shape =
        sign(scratch, key, at, method, host, uri.getRawPath(), query, headers, payload);
    String authorization = key.authorization(shape, scratch.hash);
    return new SigV4Headers(authorization, at.text, credentials.sessionToken(), sent(payload));
  }

  /**
   * Signs a request by headers.
   *
   * @param request as it will be sent
   * @param credentials whose signature
   * @param time when, to the second
   * @return the request with the signature's headers in place of all of their names, and with one
   *     {@code Cookie} header in place of several
   * @throws IllegalArgumentException if the URI holds a stray percent sign, or a header a control
   *     character or one outside of ASCII
   */
  public RestRequest sign(RestRequest request, AwsCredentials credentials, Instant time) {
    URI uri = request.uri();
    String query = uri.getRawQuery();
    MultiMap headers = request.headers().copy(true);
    sign(
        request.method().name(),
        SigningUri.host(uri),
        uri.getRawPath(),
        query == null ? "" : query,
        headers,
        request.body(),
        credentials,
        time.getEpochSecond());
    return request.withHeaders(headers);
  }

  /**
   * Signs, and puts the signature's headers in place of all of their names, and one Cookie header
   * in place of several, which would arrive as one or as many. Returns the payload line, which the
   * thread's next signature overwrites.
   */
  byte[] sign(
      String method,
      String host,
      String path,
      String query,
      MultiMap headers,
      Buffer body,
      AwsCredentials credentials,
      long epochSecond) {
    SigningScratch scratch = SigningScratch.ofThread();
    byte[] payload = Payload.of(scratch, scope.payload(), body);
    Timestamp time = scratch.time(epochSecond);
    SigningKey key = scratch.key(credentials, scope, time);
    HeaderShape shape = sign(scratch, key, time, method, host, path, query, headers, payload);
    if (shape.severalCookies) {
      headers.set(HttpHeaders.COOKIE, String.join("; ", headers.getAll(HttpHeaders.COOKIE)));
      return sign(method, host, path, query, headers, body, credentials, epochSecond);
    }
    headers.set(HttpHeaders.AUTHORIZATION, key.authorization(shape, scratch.hash));
    headers.set(DATE, time.text);
    replace(headers, TOKEN, credentials.sessionToken());
    replace(headers, CONTENT_SHA256, sent(payload));
    return payload;
  }

  private static void replace(MultiMap headers, CharSequence name, @Nullable String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.set(name, value);
    }
  }

  /** The payload's hash where it is sent, or null. */
  private @Nullable String sent(byte[] payload) {
    return scope.payload() == PayloadSigning.SIGNED ? null : new String(payload, ISO_8859_1);
  }

  /** Leaves the signature in the scratch's hash. */
  private HeaderShape sign(
      SigningScratch scratch,
      SigningKey key,
      Timestamp time,
      String method,
      String host,
      String path,
      String query,
      Iterable<? extends Map.Entry<String, String>> given,
      byte[] payload) {
    CanonicalHeaders headers = scratch.headers;
    headers.addAll(given, host);
    headers.addDate(time);
    if (key.tokenLine != null && scope.signSessionToken()) {
      headers.addToken(key.tokenLine);
    }
    if (scope.payload() != PayloadSigning.SIGNED) {
      headers.addContentSha256(payload);
    }
    HeaderShape shape = headers.shape();
    writeSignature(scratch, key, time, method, path, query, payload);
    return shape;
  }

  /**
   * Signs a request by its URI, for somebody else to send.
   *
   * <p>Where a service wants the body's hash as a header (S3), the body is not part of the
   * signature.
   *
   * @param method HTTP method that will be used
   * @param uri absolute http or https URI
   * @param headers headers that must be sent with these values
   * @param body body that must be sent, empty for none
   * @param credentials whose signature; the URI works no longer than they do
   * @param time when, to the second
   * @param expires for how long, one second to seven days
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
    String host = SigningUri.host(uri);
    if (expires.toSeconds() < 1 || expires.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "A presigned URI is valid for one second to seven days, not " + expires);
    }
    PresignedQuery query = new PresignedQuery(uri.getRawQuery());
    SigningScratch scratch = SigningScratch.ofThread();
    byte[] payload =
        scope.payload() == PayloadSigning.SIGNED
            ? Payload.of(scratch, PayloadSigning.SIGNED, body)
            : Payload.UNSIGNED;
    Timestamp at = scratch.time(time.getEpochSecond());
    SigningKey key = scratch.key(credentials, scope, at);
    scratch.headers.addAll(headers, host);
    query.add("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    query.add("X-Amz-Credential", key.credential);
    query.add("X-Amz-Date", at.text);
    query.add("X-Amz-Expires", Long.toString(expires.toSeconds()));
    HeaderShape shape = scratch.headers.shape();
    query.add("X-Amz-SignedHeaders", shape.signedHeaders);
    String token = credentials.sessionToken();
    if (token != null && scope.signSessionToken()) {
      query.add("X-Amz-Security-Token", token);
    }
    writeSignature(scratch, key, at, method, uri.getRawPath(), query.text(), payload);
    if (token != null && !scope.signSessionToken()) {
      query.add("X-Amz-Security-Token", token);
    }
    query.add("X-Amz-Signature", HexFormat.of().formatHex(scratch.hash));
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return URI.create(
        scheme + "://" + uri.getRawAuthority() + uri.getRawPath() + "?" + query.text());
  }

  /** Leaves the signature in the scratch's hash. */
  private void writeSignature(
      SigningScratch scratch,
      SigningKey key,
      Timestamp time,
      String method,
      String path,
      String query,
      byte[] payload) {
    CanonicalRequest.writeStart(scratch, scope, method, path, query);
    CanonicalRequest.hash(scratch, payload);
    key.sign(scratch, time);
  }
}
