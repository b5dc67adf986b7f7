package io.saigon.rest.vertx;

import io.saigon.api.AwsCredentials;
import io.saigon.api.CredentialsProvider;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.Pipe;
import io.vertx.ext.web.multipart.MultipartForm;
import java.time.Clock;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the interceptor and the signing WebClient have in common. */
final class WebSigning {
  final Signing signing;
  private final SigV4Scope scope;
  private final int maxBufferedBody;

  WebSigning(CredentialsProvider credentials, SigV4Scope scope, SigningOptions options) {
    this.scope = scope;
    this.maxBufferedBody = options.maxBufferedBody();
    this.signing =
        new Signing(
            SigV4Signer.create(scope),
            Objects.requireNonNull(credentials, "credentials"),
            new SkewedClock(Clock.systemUTC()));
  }

  boolean signsBodies() {
    return scope.payload() != PayloadSigning.UNSIGNED;
  }

  String sendable(String uri) {
    return RequestTarget.sendable(uri, scope);
  }

  /** Signs as of now, into the headers. */
  Attempt sign(
      AwsCredentials credentials,
      HttpMethod method,
      String host,
      String target,
      MultiMap headers,
      Buffer body) {
    int mark = target.indexOf('?');
    String ownHost = headers.get(HttpHeaders.HOST);
    long now = signing.clock.epochSecond();
    byte[] payload =
        signing.signer.sign(
            method.name(),
            ownHost == null ? host : ownHost,
            mark < 0 ? target : target.substring(0, mark),
            mark < 0 ? "" : target.substring(mark + 1),
            headers,
            body,
            credentials,
            now);
    return new Attempt(credentials, now, payload.clone());
  }

  Future<Buffer> buffered(Pipe<Buffer> stream, @Nullable String contentLength) {
    return BoundedBody.read(stream, contentLength, maxBufferedBody);
  }

  Future<FormBody> multipart(Vertx vertx, MultipartForm form) {
    return FormBody.multipart(vertx, form, maxBufferedBody);
  }

  /** A signature that was sent. Not a record, whose toString would tell its parts. */
  static final class Attempt {
    private final AwsCredentials credentials;
    private final long signedAt;
    private final byte[] payload;

    Attempt(AwsCredentials credentials, long signedAt, byte[] payload) {
      this.credentials = credentials;
      this.signedAt = signedAt;
      this.payload = payload;
    }

    /** Throws if this one is over another body than the one that it repeats. */
    Attempt repeating(@Nullable Attempt first) {
      if (first != null && !Arrays.equals(payload, first.payload)) {
        throw new IllegalStateException(
            "The body was changed after it was signed and sent, so the request is not repeated;"
                + " leave a Buffer alone until the answer is there");
      }
      return this;
    }

    Future<Boolean> recover(Signing signing, int statusCode, MultiMap answerHeaders) {
      return signing.recover(credentials, signedAt, statusCode, answerHeaders);
    }
  }

  static boolean mayRecover(int statusCode) {
    return statusCode == 400 || statusCode == 401 || statusCode == 403;
  }
}
