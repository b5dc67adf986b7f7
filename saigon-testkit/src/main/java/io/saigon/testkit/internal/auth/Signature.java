package io.saigon.testkit.internal.auth;

import io.saigon.testkit.internal.auth.SignatureRefused.Reason;
import io.vertx.core.MultiMap;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.CredentialScope;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4Properties;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4RequestSigner;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4RequestSigningResult;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.SignerUtils;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * The right signature of a request, by the signer of the AWS SDK. That signer's inner classes are
 * used because the outer one would add headers that a client need not sign, and hides the canonical
 * request that API Gateway tells.
 */
record Signature(String value, String canonicalRequest, String stringToSign) {

  static Signature of(
      SignedRequest request, AuthorizationHeader authorization, AccessKey key, Instant signedAt)
      throws SignatureRefused {
    CredentialScope scope =
        new CredentialScope(authorization.region(), authorization.service(), signedAt);
    V4Properties properties =
        V4Properties.builder()
            .credentials(AwsCredentialsIdentity.create(key.id(), key.secret()))
            .credentialScope(scope)
            .signingClock(java.time.Clock.systemUTC())
            .doubleUrlEncode(true)
            .normalizePath(true)
            .build();
    SdkHttpRequest.Builder rebuilt;
    V4RequestSigningResult result;
    try {
      rebuilt = rebuilt(request, Set.copyOf(authorization.signedHeaders()));
      result = V4RequestSigner.create(properties, sha256(request.body().getBytes())).sign(rebuilt);
    } catch (IllegalArgumentException e) {
      throw new SignatureRefused(
          Reason.IncompleteSignatureException, "The request's method or URI cannot be read.");
    }
    String canonical = result.getCanonicalRequest().getCanonicalRequestString();
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            scope.getDatetime(),
            scope.scope(),
            SignerUtils.hashCanonicalRequest(canonical));
    return new Signature(result.getSignature(), canonical, toSign);
  }

  /** In API Gateway's words. */
  String explained() {
    return "\n\nThe Canonical String for this request should have been\n'"
        + canonicalRequest
        + "'\n\nThe String-to-Sign should have been\n'"
        + stringToSign
        + "'\n";
  }

  private static SdkHttpRequest.Builder rebuilt(SignedRequest request, Set<String> signedHeaders) {
    SdkHttpRequest.Builder builder =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .protocol("http")
            .host("localhost")
            .encodedPath(request.path());
    query(builder, request.query());
    MultiMap headers = request.headers();
    for (String name : headers.names()) {
      if (signedHeaders.contains(name.toLowerCase(Locale.ROOT))) {
        builder.putHeader(name, headers.getAll(name));
      }
    }
    return builder;
  }

  private static void query(SdkHttpRequest.Builder builder, @Nullable String query) {
    if (query == null || query.isEmpty()) {
      return;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      builder.appendRawQueryParameter(SdkHttpUtils.urlDecode(name), SdkHttpUtils.urlDecode(value));
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK lacks SHA-256", e);
    }
  }
}
