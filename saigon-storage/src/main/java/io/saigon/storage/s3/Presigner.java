package io.saigon.storage.s3;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.aws.AwsErrors;
import io.saigon.aws.VertxAws;
import io.saigon.storage.io.Workers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Presigns requests with the region, endpoint and credentials of the client. */
public final class Presigner {
  // "Authenticating Requests: Using Query Parameters" in the API reference of S3.
  private static final Duration MIN = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofDays(7);

  private final BooleanSupplier pathStyle;

  /**
   * Creates a presigner.
   *
   * @param pathStyle returns whether buckets are in the path; called on worker threads
   */
  public Presigner(BooleanSupplier pathStyle) {
    this.pathStyle = pathStyle;
  }

  public Future<PresignedRequest> get(S3Calls calls, S3ObjectDescriptor source, Duration lifetime) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(source.bucket())
            .key(source.key())
            .versionId(source.versionId())
            .build();
    return sign(
        calls,
        signer ->
            signer.presignGetObject(g -> g.signatureDuration(lifetime).getObjectRequest(request)));
  }

  public Future<PresignedRequest> put(
      S3Calls calls, S3ObjectDescriptor target, Duration lifetime, UploadOptions options) {
    return sign(
        calls,
        signer ->
            signer.presignPutObject(
                p ->
                    p.signatureDuration(lifetime)
                        .putObjectRequest(S3Objects.put(target, options).build())));
  }

  public static void check(Duration lifetime) {
    Objects.requireNonNull(lifetime, "lifetime");
    if (lifetime.compareTo(MIN) < 0 || lifetime.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "A presigned request works for 1 second to 7 days, not " + lifetime);
    }
  }

  private Future<PresignedRequest> sign(
      S3Calls calls,
      Function<S3Presigner, software.amazon.awssdk.awscore.presigner.PresignedRequest> call) {
    CallerContext context = calls.context();
    return calls
        .client()
        .compose(
            client -> {
              S3ServiceClientConfiguration config = client.serviceClientConfiguration();
              // The presigner would block for credentials, so they are resolved before.
              return VertxAws.await(
                      context.context(), config.credentialsProvider().resolveIdentity())
                  .compose(
                      known ->
                          // Building a presigner can read profile files.
                          Workers.call(context, () -> sign(config, call)));
            })
        .recover(failure -> Future.failedFuture(AwsErrors.map(S3Failures.SERVICE, failure)));
  }

  private PresignedRequest sign(
      S3ServiceClientConfiguration config,
      Function<S3Presigner, software.amazon.awssdk.awscore.presigner.PresignedRequest> call) {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(config.region())
            .credentialsProvider(config.credentialsProvider())
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(pathStyle.getAsBoolean()).build());
    config.endpointOverride().ifPresent(builder::endpointOverride);
    try (S3Presigner signer = builder.build()) {
      var signed = call.apply(signer);
      Map<String, String> headers = new TreeMap<>();
      signed.signedHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
      headers.keySet().removeIf("host"::equalsIgnoreCase);
      return new PresignedRequest(
          HttpMethod.valueOf(signed.httpRequest().method().name()),
          URI.create(signed.url().toString()),
          headers,
          // The date that the lifetime counts from has no fraction of a second.
          signed.expiration().truncatedTo(ChronoUnit.SECONDS));
    }
  }
}
