package io.saigon.testkit.internal.auth;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.CredentialScope;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4Properties;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4RequestSigner;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4RequestSigningResult;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.SignerUtils;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The expected signature of a request, by the signer of the AWS SDK. That signer's inner classes
 * are used because the outer one would add headers that a client need not sign, and hides the
 * canonical request that services return.
 */
record Signature(String value, String canonicalRequest, String stringToSign, Buffer signingKey) {

  static Signature of(
      SignedRequest request, Authorization authorization, AccessKey key, SigningRules rules)
      throws SignatureRefused {
    CredentialScope scope =
        new CredentialScope(
            authorization.region(), authorization.service(), authorization.signedAt());
    V4Properties properties =
        V4Properties.builder()
            .credentials(AwsCredentialsIdentity.create(key.id(), key.secret()))
            .credentialScope(scope)
            .signingClock(java.time.Clock.systemUTC())
            .doubleUrlEncode(!rules.pathAsSent())
            .normalizePath(!rules.pathAsSent())
            .build();
    V4RequestSigningResult result;
    try {
      result =
          V4RequestSigner.create(properties, request.payloadHash())
              .sign(rebuilt(request, Set.copyOf(authorization.signedHeaders())));
    } catch (IllegalArgumentException e) {
      throw Authorization.incomplete("The request's method or URI cannot be read.");
    }
    String canonical = result.getCanonicalRequest().getCanonicalRequestString();
    String toSign =
        String.join(
            "\n",
            Authorization.ALGORITHM,
            scope.getDatetime(),
            scope.scope(),
            SignerUtils.hashCanonicalRequest(canonical));
    return new Signature(
        result.getSignature(), canonical, toSign, Buffer.buffer(result.getSigningKey()));
  }

  private static SdkHttpRequest.Builder rebuilt(SignedRequest request, Set<String> signedHeaders) {
    SdkHttpRequest.Builder builder =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .protocol("http")
            .host("localhost")
            .encodedPath(request.path());
    request
        .parameters()
        .forEach(
            (name, values) -> {
              if (!name.equals("X-Amz-Signature")) {
                values.forEach(value -> builder.appendRawQueryParameter(name, value));
              }
            });
    MultiMap headers = request.headers();
    for (String name : headers.names()) {
      if (signedHeaders.contains(name.toLowerCase(Locale.ROOT))) {
        builder.putHeader(name, headers.getAll(name));
      }
    }
    return builder;
  }

  @Override
  public String toString() {
    return "Signature[value=" + value + "]";
  }
}
