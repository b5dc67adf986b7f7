package io.saigon.testkit;

import io.saigon.testkit.internal.tls.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** HTTP without an SDK, signed by the AWS SDK's public signer or not at all. */
final class Wire {
  private static final HttpClient CLIENT =
      Trust.client(Certificates.trustStore(Certificates.authorityPem()));
  private static final Set<String> RESTRICTED = Set.of("host", "content-length");

  private Wire() {}

  record Signing(AwsCredentialsIdentity credentials, String region, String service, Clock clock) {}

  static Signing admin(LocalAws aws, String service) {
    return new Signing(
        AwsCredentialsIdentity.create(aws.accessKeyId(), aws.secretAccessKey()),
        aws.region(),
        service,
        aws.clock());
  }

  static Signing as(
      LocalAws aws, String service, io.saigon.api.credentials.AwsCredentials credentials) {
    String token = credentials.sessionToken();
    return new Signing(
        token == null
            ? AwsCredentialsIdentity.create(
                credentials.accessKeyId(), credentials.secretAccessKey())
            : AwsSessionCredentialsIdentity.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), token),
        aws.region(),
        service,
        aws.clock());
  }

  static SdkHttpRequest signed(
      Signing signing, String method, URI uri, Map<String, String> headers, String body) {
    return signed(signing, method, uri, headers, body, r -> {});
  }

  /** A request with its signature in the query. */
  static SdkHttpRequest presigned(
      Signing signing,
      String method,
      URI uri,
      Map<String, String> headers,
      String body,
      Duration life) {
    return signed(
        signing,
        method,
        uri,
        headers,
        body,
        r ->
            r.putProperty(
                    AwsV4HttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, life));
  }

  private static SdkHttpRequest signed(
      Signing signing,
      String method,
      URI uri,
      Map<String, String> headers,
      String body,
      Consumer<SignRequest.Builder<AwsCredentialsIdentity>> properties) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    headers.forEach(request::putHeader);
    return AwsV4HttpSigner.create()
        .sign(
            r -> {
              r.identity(signing.credentials())
                  .request(request.build())
                  .payload(
                      () -> new java.io.ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, signing.service())
                  .putProperty(AwsV4HttpSigner.REGION_NAME, signing.region())
                  .putProperty(HttpSigner.SIGNING_CLOCK, signing.clock());
              properties.accept(r);
            })
        .request();
  }

  static HttpResponse<String> send(SdkHttpRequest signed, String body) {
    return send(signed, body, Map.of());
  }

  /** Sends a signed request with some headers changed after the signature was made. */
  static HttpResponse<String> send(
      SdkHttpRequest signed, String body, Map<String, String> changes) {
    return send(plain(signed, body, changes));
  }

  /** Sends a request that may fail, repeatedly for a while. */
  static HttpResponse<String> attempt(SdkHttpRequest signed, String body, Duration most)
      throws IOException, InterruptedException {
    return CLIENT.send(
        plain(signed, body, Map.of()).timeout(most).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends a request, and returns the body of its answer as a stream. */
  static InputStream stream(SdkHttpRequest signed) throws IOException, InterruptedException {
    return CLIENT
        .send(plain(signed, "", Map.of()).build(), HttpResponse.BodyHandlers.ofInputStream())
        .body();
  }

  private static HttpRequest.Builder plain(
      SdkHttpRequest signed, String body, Map<String, String> changes) {
    HttpRequest.Builder request = HttpRequest.newBuilder(signed.getUri());
    signed.forEachHeader(
        (name, values) -> {
          if (!RESTRICTED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            values.forEach(value -> request.setHeader(name, value));
          }
        });
    changes.forEach(request::setHeader);
    return request.method(signed.method().name(), HttpRequest.BodyPublishers.ofString(body));
  }

  static HttpResponse<String> call(LocalAws aws, Signing signing, String target, String body) {
    return send(
        signed(
            signing,
            "POST",
            aws.endpoint().resolve("/"),
            Map.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.1"),
            body),
        body);
  }

  static HttpResponse<String> unsigned(LocalAws aws, String target, String body) {
    return send(
        HttpRequest.newBuilder(aws.endpoint().resolve("/"))
            .header("X-Amz-Target", target)
            .header("Content-Type", "application/x-amz-json-1.1")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  static HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(uri).GET());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
