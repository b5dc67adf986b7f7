package io.saigon.api.spi;

import io.saigon.api.storage.ObjectStorage;

/** Makes an object storage; found through {@link java.util.ServiceLoader}. */
public interface ObjectStorageProvider {
  /** Name to choose this storage by, such as {@code s3}: lower case, digits and hyphens. */
  String name();

  /**
   * Makes the storage.
   *
   * @param context the Saigon it is for
   * @throws io.saigon.api.error.ConfigurationException if a setting is missing or wrong
   */
  ObjectStorage create(SaigonContext context);
}
