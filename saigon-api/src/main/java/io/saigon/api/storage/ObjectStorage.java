package io.saigon.api.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;

/**
 * S3 objects, streamed with bounded memory.
 *
 * <p>Futures complete on the caller's context; they fail with {@link
 * io.saigon.api.NotFoundException}, {@link io.saigon.api.AccessDeniedException}, {@link
 * io.saigon.api.TransportException} or another {@link io.saigon.api.SaigonException}. A failure
 * leaves nothing half-written behind.
 */
public interface ObjectStorage {
  /** Downloads an object to a file in a fresh temporary directory. */
  Future<Downloaded> download(S3ObjectDescriptor source);

  /**
   * Downloads a zip archive and extracts it to a fresh temporary directory; the archive itself is
   * not kept.
   */
  Future<Unzipped> unzip(S3ObjectDescriptor source);

  /** Uploads bytes. */
  Future<Void> upload(S3ObjectDescriptor target, Buffer content);

  /** Uploads a file. */
  Future<Void> upload(S3ObjectDescriptor target, Path file);

  /** Deletes an object; an object that does not exist counts as deleted, as it does for S3. */
  Future<Void> delete(S3ObjectDescriptor target);

  /**
   * The client underneath, for what is not covered here.
   *
   * @param type such as {@code software.amazon.awssdk.services.s3.S3AsyncClient}
   * @throws IllegalArgumentException if there is no such thing underneath
   */
  <T> T unwrap(Class<T> type);
}
