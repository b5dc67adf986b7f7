package io.saigon.api.storage;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/**
 * S3 objects, streamed with bounded memory.
 *
 * <p>Futures complete on the caller's context, and so are handlers called. They fail with {@link
 * io.saigon.api.error.NotFoundException}, {@link io.saigon.api.error.AccessDeniedException}, {@link
 * io.saigon.api.error.TransportException} or another {@link io.saigon.api.error.SaigonException} of
 * the service; with {@link ObjectException} if an object is not what it should be; with {@link
 * LocalFileException} if a file cannot be read or written. A failure leaves nothing half-written
 * behind. Files are read and written on Vert.x's worker threads.
 *
 * <p>Downloads take as much disk as the object has bytes, without a bound unless {@link
 * DownloadOptions#maxBytes()} sets one, and some MiB of memory whatever its size.
 *
 * <p>After the close of the {@link io.saigon.api.Saigon} that made it, every call, every stream and
 * every {@link RemoteArchive} of the storage fails with {@link
 * io.saigon.api.error.ClosedException}. So do those that are under way then, and those whose
 * verticle is undeployed. Files that were downloaded before stay until their owner deletes them.
 */
public interface ObjectStorage {
  /** Downloads an object to a file in a fresh temporary directory. */
  default Future<Downloaded> download(S3ObjectDescriptor source) {
    return download(source, DownloadOptions.defaults(), progress -> {});
  }

  /** Downloads an object to a file in a fresh temporary directory. */
  default Future<Downloaded> download(S3ObjectDescriptor source, DownloadOptions options) {
    return download(source, options, progress -> {});
  }

  /**
   * Downloads an object to a file in a fresh temporary directory that only this user can enter. The
   * file has the name of the key's last part, made safe: no key leads out of the directory.
   *
   * <p>An object above 64 MiB that comes slower than 128 MiB a second over one connection is
   * fetched by three more, in byte ranges of one and the same state of the object. A connection
   * that breaks is replaced by one that goes on where it broke.
   *
   * @param progress told how far it is, some times a second at most
   */
  Future<Downloaded> download(
      S3ObjectDescriptor source, DownloadOptions options, Handler<TransferProgress> progress);

  /** Downloads an object to a file. */
  default Future<ObjectInfo> downloadTo(S3ObjectDescriptor source, Path file) {
    return downloadTo(source, file, DownloadOptions.defaults(), progress -> {});
  }

  /**
   * Downloads an object to a file, which appears, or replaces the one that is there, when it is
   * whole. It is written beside it until then.
   *
   * @param file path in an existing directory
   * @param options its {@code directory} is not used
   * @param progress told how far it is, some times a second at most
   */
  Future<ObjectInfo> downloadTo(
      S3ObjectDescriptor source,
      Path file,
      DownloadOptions options,
      Handler<TransferProgress> progress);

  /**
   * Opens an object to read it from its beginning to its end. A connection that breaks is replaced
   * by one that goes on where it broke. The content is verified as that of a download, so the end
   * comes only if all before it was right, and else {@link
   * ObjectException.Reason#CHECKSUM_MISMATCH}.
   */
  Future<ObjectStream> read(S3ObjectDescriptor source);

  /**
   * Opens a part of an object, which has no checksum to be verified by.
   *
   * @param offset first byte, from 0
   * @param length bytes, above 0; the end of the object ends it sooner
   * @return the stream; fails with {@link ObjectException.Reason#RANGE} if the object ends before
   *     {@code offset}, or if the answer is not that range of it
   */
  Future<ObjectStream> read(S3ObjectDescriptor source, long offset, long length);

  /** Downloads a zip archive and extracts it within the default limits. */
  default Future<Unzipped> unzip(S3ObjectDescriptor source) {
    return unzip(source, UnzipOptions.defaults(), progress -> {});
  }

  /** Downloads a zip archive and extracts it. */
  default Future<Unzipped> unzip(S3ObjectDescriptor source, UnzipOptions options) {
    return unzip(source, options, progress -> {});
  }

  /**
   * Downloads a zip archive and extracts it to a fresh temporary directory; the archive itself is
   * not kept. All or nothing: fails with {@link ArchiveException} if one entry is damaged or breaks
   * a rule, and leaves no file then.
   *
   * @param progress told how many bytes of files are extracted, some times a second at most
   */
  Future<Unzipped> unzip(
      S3ObjectDescriptor source, UnzipOptions options, Handler<TransferProgress> progress);

  /** Extracts a zip archive that is here already. */
  default Future<Unzipped> unzip(Path archive, UnzipOptions options) {
    return unzip(archive, options, progress -> {});
  }

  /**
   * Extracts a zip archive that is here already, as one in the storage; it is kept.
   *
   * @param archive file that nobody modifies meanwhile
   * @param progress told how many bytes of files are extracted, some times a second at most
   */
  Future<Unzipped> unzip(Path archive, UnzipOptions options, Handler<TransferProgress> progress);

  /** Opens a zip archive without fetching it, within the default limits. */
  default Future<RemoteArchive> openArchive(S3ObjectDescriptor source) {
    return openArchive(source, UnzipOptions.defaults());
  }

  /**
   * Opens a zip archive without fetching it: its directory is read, and what is wanted later. The
   * storage has to know byte ranges.
   *
   * @param options limits and names for what is extracted, and where to; the checksum of the object
   *     is not verified, as it is not read as a whole
   */
  Future<RemoteArchive> openArchive(S3ObjectDescriptor source, UnzipOptions options);

  /** Uploads bytes. */
  default Future<UploadedObject> upload(S3ObjectDescriptor target, Buffer content) {
    return upload(target, content, UploadOptions.defaults());
  }

  /**
   * Uploads bytes.
   *
   * @param target without a version id
   * @param content not to be modified until this is complete
   */
  Future<UploadedObject> upload(S3ObjectDescriptor target, Buffer content, UploadOptions options);

  /** Uploads a file. */
  default Future<UploadedObject> upload(S3ObjectDescriptor target, Path file) {
    return upload(target, file, UploadOptions.defaults());
  }

  /**
   * Uploads a file; one above 64 MiB in parts, some of them at once.
   *
   * @param target without a version id
   * @param file not to be modified until this is complete
   */
  Future<UploadedObject> upload(S3ObjectDescriptor target, Path file, UploadOptions options);

  /** Uploads what a stream has, until it ends. */
  default Future<UploadedObject> upload(S3ObjectDescriptor target, ReadStream<Buffer> content) {
    return upload(target, content, UploadOptions.defaults());
  }

  /**
   * Uploads what a stream has, until it ends; more than 8 MiB in parts, four of which are in memory
   * at most. The stream is paused while the storage is slower. After a failure it is read to its
   * end and thrown away, and no parts stay at the storage.
   *
   * @param target without a version id
   * @param content up to 440 GiB
   */
  Future<UploadedObject> upload(
      S3ObjectDescriptor target, ReadStream<Buffer> content, UploadOptions options);

  /** What the storage tells of an object. */
  Future<ObjectInfo> head(S3ObjectDescriptor source);

  /**
   * All objects whose keys begin with a prefix, in the storage's order; fetched page by page as
   * they are read.
   *
   * @param prefix beginning of the keys; empty for all
   */
  ReadStream<ObjectInfo> list(String bucket, String prefix);

  /**
   * Copies an object within the storage, of whatever size, with its type and metadata; none of it
   * comes here. Storage class and encryption are the defaults of the target's bucket.
   *
   * @param target without a version id
   * @return the copy; fails with {@link ObjectException.Reason#CHANGED} if the source is replaced
   *     meanwhile
   */
  Future<UploadedObject> copy(S3ObjectDescriptor source, S3ObjectDescriptor target);

  /** Deletes an object; an object that does not exist counts as deleted, as it does for S3. */
  Future<Void> delete(S3ObjectDescriptor target);

  /**
   * Deletes objects, a thousand in a request. Those that do not exist count as deleted.
   *
   * @param targets of any buckets
   * @return fails with {@link ObjectException.Reason#NOT_DELETED} if the storage refused some; the
   *     others are deleted then
   */
  Future<Void> deleteAll(Collection<S3ObjectDescriptor> targets);

  /** Sweeps the system's directory for temporary files, as the other method does. */
  default Future<Integer> sweep(Duration unusedFor) {
    return sweep(Path.of(System.getProperty("java.io.tmpdir")), unusedFor);
  }

  /**
   * Deletes what processes of this process's user that were killed left in a directory: directories
   * of downloads and of archives, and unfinished files. What this process uses is kept, and so is
   * what was written to within a time, for other processes may share the directory. What belongs to
   * other users is left alone, symbolic links are not followed, and what cannot be deleted is
   * logged and left.
   *
   * @param directory existing directory that this process may write to
   * @param unusedFor longer than any other process keeps a file of a download or an archive
   * @return the number of directories and files that were deleted; fails with {@link
   *     LocalFileException} if the directory cannot be read or written
   */
  Future<Integer> sweep(Path directory, Duration unusedFor);

  /**
   * A request to get an object, signed ahead.
   *
   * @param lifetime how long it works; 1 second to 7 days
   */
  Future<PresignedRequest> presignGet(S3ObjectDescriptor source, Duration lifetime);

  /**
   * A request to put an object, signed ahead. Type, metadata and the other options are signed with
   * it, so they must be sent as told.
   *
   * @param target without a version id
   * @param lifetime how long it works; 1 second to 7 days
   */
  Future<PresignedRequest> presignPut(
      S3ObjectDescriptor target, Duration lifetime, UploadOptions options);

  /**
   * The client underneath, for what is not covered here. Not to be closed.
   *
   * @param type such as {@code software.amazon.awssdk.services.s3.S3AsyncClient}
   * @throws IllegalArgumentException if there is no such thing underneath
   */
  <T> Future<T> unwrap(Class<T> type);
}
