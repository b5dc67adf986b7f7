package io.saigon.api.spi;

import io.saigon.api.storage.ObjectStorage;

/** A provider of an object storage, found through {@link java.util.ServiceLoader}. */
public interface ObjectStorageProvider {
  /**
   * Returns the name to choose this storage by.
   *
   * @return such as {@code s3}: lower case, digits and hyphens
   */
  String name();

  /**
   * Creates the storage.
   *
   * @param context the Saigon that it is for
   * @return the storage
   * @throws io.saigon.api.error.ConfigurationException if a setting is missing or wrong
   */
  ObjectStorage create(SaigonContext context);
}
