package io.saigon.storage.provider;

import io.saigon.api.spi.ObjectStorageProvider;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.storage.S3ObjectStorage;

/**
 * The provider of S3, and of servers that speak its protocol, by the name {@code s3}. Setting
 * {@code pathStyle}: true for buckets in the path of URLs, false for buckets in the host; by
 * default path style for endpoints that are not AWS's.
 */
public final class S3StorageProvider implements ObjectStorageProvider {
  /** Creates the provider; for {@link java.util.ServiceLoader}. */
  public S3StorageProvider() {}

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public ObjectStorage create(SaigonContext context) {
    return S3ObjectStorage.create(context);
  }
}
