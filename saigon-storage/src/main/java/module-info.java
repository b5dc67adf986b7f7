/**
 * S3 as object storage: objects to files, archives to trees.
 *
 * @provides io.saigon.api.spi.ObjectStorageProvider by the name {@code s3}
 */
@org.jspecify.annotations.NullMarked
module io.saigon.storage {
  requires transitive io.saigon.api;
  requires transitive software.amazon.awssdk.services.s3;
  requires io.netty.buffer;
  requires io.saigon.aws;
  requires org.reactivestreams;
  requires org.slf4j;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.regions;

  exports io.saigon.storage;

  provides io.saigon.api.spi.ObjectStorageProvider with
      io.saigon.storage.provider.S3StorageProvider;
}
