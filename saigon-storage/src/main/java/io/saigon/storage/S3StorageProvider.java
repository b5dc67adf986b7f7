package io.saigon.storage;

import io.saigon.api.spi.ObjectStorageProvider;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.aws.VertxAws;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * S3 and servers that speak its protocol, by the name {@code s3}. Setting {@code pathStyle}: true
 * for buckets in the path of URLs, false for buckets in the host; by default path style for
 * endpoints that are not AWS's.
 */
public final class S3StorageProvider implements ObjectStorageProvider {
  static final String NAME = "s3";

  /** For {@link java.util.ServiceLoader}. */
  public S3StorageProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ObjectStorage create(SaigonContext context) {
    boolean pathStyle = PathStyle.of(context.options());
    S3ObjectStorage storage =
        new S3ObjectStorage(
            context.vertx(),
            VertxAws.of(context)
                .service(
                    S3Failures.SERVICE,
                    () ->
                        S3AsyncClient.builder()
                            .forcePathStyle(pathStyle)
                            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)),
            pathStyle);
    // Closed before the HTTP client, which closes with the Saigon too.
    context.onClose(storage::close);
    return storage;
  }
}
