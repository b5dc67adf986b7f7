package io.saigon.rest.vertx.testing;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.sigv4.PayloadSigning;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.CredentialScope;
import software.amazon.awssdk.http.auth.aws.internal.signer.DefaultV4RequestSigner;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4Properties;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4RequestSigningResult;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs with the AWS SDK. */
public final class AwsOracle {
  private AwsOracle() {}

  /** A request whose query is given decoded, as the SDK wants it. */
  public static SdkHttpFullRequest.Builder request(
      String method,
      String base,
      String path,
      List<Map.Entry<String, String>> query,
      List<Map.Entry<String, String>> headers) {
    URI uri = URI.create(base);
    var builder =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .protocol(uri.getScheme())
            .host(uri.getHost())
            .port(uri.getPort())
            .encodedPath(path);
    query.forEach(p -> builder.appendRawQueryParameter(p.getKey(), p.getValue()));
    headers.forEach(h -> builder.appendHeader(h.getKey(), h.getValue()));
    return builder;
  }

  /** Signs with the public signer, which always sends the payload's hash. */
  public static SdkHttpRequest sign(
      SdkHttpRequest request,
      byte[] body,
      SigV4Scope scope,
      AwsCredentials credentials,
      Instant time,
      Duration expires) {
    return AwsV4HttpSigner.create()
        .sign(
            r -> {
              r.request(request)
                  .identity(identity(credentials))
                  .payload(() -> new ByteArrayInputStream(body))
                  .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC))
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, scope.service())
                  .putProperty(AwsV4HttpSigner.REGION_NAME, scope.region())
                  .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, scope.doubleEncodePath())
                  .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, scope.normalizePath())
                  .putProperty(
                      AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED,
                      scope.payload() != PayloadSigning.UNSIGNED);
              if (expires != null) {
                r.putProperty(
                        AwsV4HttpSigner.AUTH_LOCATION,
                        AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, expires);
              }
            })
        .request();
  }

  /** The signature over exactly these headers, host and date included, and this payload hash. */
  public static String signature(
      SdkHttpRequest.Builder request,
      String payloadHash,
      SigV4Scope scope,
      AwsCredentials credentials,
      Instant time) {
    return result(request, payloadHash, scope, credentials, time).getSignature();
  }

  public static String canonicalRequest(
      SdkHttpRequest.Builder request,
      String payloadHash,
      SigV4Scope scope,
      AwsCredentials credentials,
      Instant time) {
    return result(request, payloadHash, scope, credentials, time)
        .getCanonicalRequest()
        .getCanonicalRequestString();
  }

  private static V4RequestSigningResult result(
      SdkHttpRequest.Builder request,
      String payloadHash,
      SigV4Scope scope,
      AwsCredentials credentials,
      Instant time) {
    V4Properties properties =
        V4Properties.builder()
            .credentials(identity(credentials))
            .credentialScope(new CredentialScope(scope.region(), scope.service(), time))
            .signingClock(Clock.fixed(time, ZoneOffset.UTC))
            .doubleUrlEncode(scope.doubleEncodePath())
            .normalizePath(scope.normalizePath())
            .build();
    return new DefaultV4RequestSigner(properties, payloadHash).sign(request);
  }

  public static AwsCredentialsIdentity identity(AwsCredentials credentials) {
    return credentials.sessionToken() == null
        ? AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey())
        : AwsSessionCredentialsIdentity.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }
}
