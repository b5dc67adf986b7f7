package io.saigon.api.storage;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

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
  /**
   * Downloads an object to a file in a fresh temporary directory, with the default options.
   *
   * @param source the object
   * @return the file, to be closed
   */
  default Future<Downloaded> download(S3ObjectDescriptor source) {
    return download(source, DownloadOptions.defaults(), progress -> {});
  }

  /**
   * Downloads an object to a file in a fresh temporary directory.
   *
   * @param source the object
   * @param options settings of the download
   * @return the file, to be closed
   */
  default Future<Downloaded> download(S3ObjectDescriptor source, DownloadOptions options) {
    return download(source, options, progress -> {});
  }

  /**
   * Downloads an object to a file in a fresh temporary directory that only this user can enter. The
   * file has the name of the key's last part, made safe: no key leads out of the directory.
   *
   * <p>An object above 64 MiB that comes slower than 128 MiB a second over one connection is
   * fetched by three more, in byte ranges of one and the same state of the object. A connection
   * that breaks is replaced by one that continues at the same byte.
   *
   * @param source the object
   * @param options settings of the download
   * @param progress handles the progress, some times a second at most
   * @return the file, to be closed
   */
  Future<Downloaded> download(
      S3ObjectDescriptor source, DownloadOptions options, Handler<TransferProgress> progress);

  /**
   * Downloads an object to a file, with the default options.
   *
   * @param source the object
   * @param file path in an existing directory
   * @return description of the object
   */
  default Future<ObjectInfo> downloadTo(S3ObjectDescriptor source, Path file) {
    return downloadTo(source, file, DownloadOptions.defaults(), progress -> {});
  }

  /**
   * Downloads an object to a file, which appears, or replaces the one that is there, when it is
   * whole. It is written beside it until then.
   *
   * @param source the object
   * @param file path in an existing directory
   * @param options settings of the download; the {@code directory} is not used
   * @param progress handles the progress, some times a second at most
   * @return description of the object
   */
  Future<ObjectInfo> downloadTo(
      S3ObjectDescriptor source,
      Path file,
      DownloadOptions options,
      Handler<TransferProgress> progress);

  /**
   * Opens an object to read it from its beginning to its end. A connection that breaks is replaced
   * by one that continues at the same byte. The content is verified as that of a download: the
   * stream ends only if all of it was right, and fails with {@link
   * ObjectException.Reason#CHECKSUM_MISMATCH} otherwise.
   *
   * @param source the object
   * @return the stream, paused; to be read to its end or cancelled
   */
  Future<ObjectStream> read(S3ObjectDescriptor source);

  /**
   * Opens a part of an object, which has no checksum to be verified by.
   *
   * @param source the object
   * @param offset first byte, from 0
   * @param length bytes, above 0; the end of the object ends it sooner
   * @return the stream; fails with {@link ObjectException.Reason#RANGE} if the object ends before
   *     {@code offset}, or if the answer is not that range of it
   */
  Future<ObjectStream> read(S3ObjectDescriptor source, long offset, long length);

  /**
   * Reads the whole content of an object into memory, verified as that of {@link
   * #read(S3ObjectDescriptor)}.
   *
   * @param source the object
   * @param maxBytes most bytes that it may have, 0 or more
   * @return the content; fails with {@link ObjectException.Reason#TOO_LARGE} if the object has
   *     more, of which nothing is kept
   * @throws IllegalArgumentException if the bound is negative
   */
  Future<Buffer> readBytes(S3ObjectDescriptor source, int maxBytes);

  /**
   * Reads the whole content of an object as text in UTF-8, verified as that of {@link
   * #read(S3ObjectDescriptor)}.
   *
   * @param source the object
   * @param maxBytes most bytes that it may have, 0 or more
   * @return the text; fails with {@link ObjectException.Reason#TOO_LARGE} if the object has more,
   *     and with {@link ObjectException.Reason#NOT_TEXT} if its content is not UTF-8
   * @throws IllegalArgumentException if the bound is negative
   */
  Future<String> readString(S3ObjectDescriptor source, int maxBytes);

  /**
   * Downloads a zip archive and extracts it, with the default options.
   *
   * @param source the archive
   * @return the files, to be closed
   */
  default Future<Unzipped> unzip(S3ObjectDescriptor source) {
    return unzip(source, UnzipOptions.defaults(), progress -> {});
  }

  /**
   * Downloads a zip archive and extracts it.
   *
   * @param source the archive
   * @param options settings and limits
   * @return the files, to be closed
   */
  default Future<Unzipped> unzip(S3ObjectDescriptor source, UnzipOptions options) {
    return unzip(source, options, progress -> {});
  }

  /**
   * Downloads a zip archive and extracts it to a fresh temporary directory; the archive itself is
   * not kept. All or nothing: fails with {@link ArchiveException} if one entry is damaged or breaks
   * a rule, and leaves no file then.
   *
   * @param source the archive
   * @param options settings and limits
   * @param progress handles the number of extracted bytes of files, some times a second at most
   * @return the files, to be closed
   */
  Future<Unzipped> unzip(
      S3ObjectDescriptor source, UnzipOptions options, Handler<TransferProgress> progress);

  /**
   * Extracts a local zip archive.
   *
   * @param archive file that nobody modifies meanwhile
   * @param options settings and limits
   * @return the files, to be closed
   */
  default Future<Unzipped> unzip(Path archive, UnzipOptions options) {
    return unzip(archive, options, progress -> {});
  }

  /**
   * Extracts a local zip archive by the same rules as one in the storage; the archive is kept.
   *
   * @param archive file that nobody modifies meanwhile
   * @param options settings and limits
   * @param progress handles the number of extracted bytes of files, some times a second at most
   * @return the files, to be closed
   */
  Future<Unzipped> unzip(Path archive, UnzipOptions options, Handler<TransferProgress> progress);

  /**
   * Opens a zip archive without fetching it, with the default options.
   *
   * @param source the archive
   * @return the archive
   */
  default Future<RemoteArchive> openArchive(S3ObjectDescriptor source) {
    return openArchive(source, UnzipOptions.defaults());
  }

  /**
   * Opens a zip archive without fetching it: only its directory is read, and entries on demand. The
   * storage has to support byte ranges.
   *
   * @param source the archive
   * @param options limits, names and directory of extracted files; the checksum of the object is
   *     not verified, as it is not read as a whole
   * @return the archive, which needs no closing
   */
  Future<RemoteArchive> openArchive(S3ObjectDescriptor source, UnzipOptions options);

  /**
   * Uploads bytes, with the default options.
   *
   * @param target the object, without a version id
   * @param content the bytes, not to be modified until this is complete
   * @return the object
   */
  default Future<UploadedObject> upload(S3ObjectDescriptor target, Buffer content) {
    return upload(target, content, UploadOptions.defaults());
  }

  /**
   * Uploads bytes to a bucket and key, with the default options.
   *
   * @param bucket name or access-point ARN of the bucket
   * @param key key of the object, not URL-encoded
   * @param content the bytes, not to be modified until this is complete
   * @return the object
   */
  default Future<UploadedObject> upload(String bucket, String key, Buffer content) {
    return upload(S3ObjectDescriptor.of(bucket, key), content);
  }

  /**
   * Uploads bytes.
   *
   * @param target the object, without a version id
   * @param content the bytes, not to be modified until this is complete
   * @param options settings of the upload
   * @return the object
   */
  Future<UploadedObject> upload(S3ObjectDescriptor target, Buffer content, UploadOptions options);

  /**
   * Uploads a file, with the default options.
   *
   * @param target the object, without a version id
   * @param file the file, not to be modified until this is complete
   * @return the object
   */
  default Future<UploadedObject> upload(S3ObjectDescriptor target, Path file) {
    return upload(target, file, UploadOptions.defaults());
  }

  /**
   * Uploads a file to a bucket and key, with the default options.
   *
   * @param bucket name or access-point ARN of the bucket
   * @param key key of the object, not URL-encoded
   * @param file the file, not to be modified until this is complete
   * @return the object
   */
  default Future<UploadedObject> upload(String bucket, String key, Path file) {
    return upload(S3ObjectDescriptor.of(bucket, key), file);
  }

  /**
   * Uploads a file; one above 64 MiB in parts, some of them at once.
   *
   * @param target the object, without a version id
   * @param file the file, not to be modified until this is complete
   * @param options settings of the upload
   * @return the object
   */
  Future<UploadedObject> upload(S3ObjectDescriptor target, Path file, UploadOptions options);

  /**
   * Uploads the content of a stream, with the default options.
   *
   * @param target the object, without a version id
   * @param content the stream, up to 268 GiB
   * @return the object
   */
  default Future<UploadedObject> upload(S3ObjectDescriptor target, ReadStream<Buffer> content) {
    return upload(target, content, UploadOptions.defaults());
  }

  /**
   * Uploads the content of a stream to a bucket and key, with the default options.
   *
   * @param bucket name or access-point ARN of the bucket
   * @param key key of the object, not URL-encoded
   * @param content the stream, up to 268 GiB
   * @return the object
   */
  default Future<UploadedObject> upload(String bucket, String key, ReadStream<Buffer> content) {
    return upload(S3ObjectDescriptor.of(bucket, key), content);
  }

  /**
   * Uploads the content of a stream; more than 5 MiB in parts, three of which are in memory at
   * most. The stream is paused while the storage is slower. After a failure it is read to its end
   * and thrown away, and no parts stay at the storage.
   *
   * @param target the object, without a version id
   * @param content the stream, up to 268 GiB
   * @param options settings of the upload
   * @return the object
   */
  Future<UploadedObject> upload(
      S3ObjectDescriptor target, ReadStream<Buffer> content, UploadOptions options);

  /**
   * Reads the storage's description of an object.
   *
   * @param source the object
   * @return the description
   */
  Future<ObjectInfo> head(S3ObjectDescriptor source);

  /**
   * Returns whether an object exists.
   *
   * @param source the object
   * @return true if it does; fails with {@link io.saigon.api.error.AccessDeniedException}, also for
   *     one that does not, if the caller may not list the bucket
   */
  Future<Boolean> exists(S3ObjectDescriptor source);

  /**
   * Lists all objects of a bucket, in the storage's order; fetched page by page as they are read.
   *
   * @param bucket name of the bucket
   * @return the objects; the stream's exception handler gets the failures
   */
  default ReadStream<ObjectInfo> list(String bucket) {
    return list(bucket, "");
  }

  /**
   * Lists all objects whose keys begin with a prefix, in the storage's order; fetched page by page
   * as they are read.
   *
   * @param bucket name of the bucket
   * @param prefix beginning of the keys; empty for all
   * @return the objects; the stream's exception handler gets the failures
   */
  ReadStream<ObjectInfo> list(String bucket, String prefix);

  /**
   * Collects the first objects whose keys begin with a prefix, in the storage's order.
   *
   * @param bucket name of the bucket
   * @param prefix beginning of the keys; empty for all
   * @param atMost largest number of objects, above 0; pages after that are not requested
   * @return the objects; there may be more if they are {@code atMost}
   * @throws IllegalArgumentException if the number is not above 0
   */
  Future<List<ObjectInfo>> list(String bucket, String prefix, int atMost);

  /**
   * Copies an object within the storage, of whatever size, with its type and metadata; none of it
   * comes here. Storage class and encryption are the defaults of the target's bucket.
   *
   * @param source the object
   * @param target the copy, without a version id
   * @return the copy; fails with {@link ObjectException.Reason#CHANGED} if the source is replaced
   *     meanwhile
   */
  Future<UploadedObject> copy(S3ObjectDescriptor source, S3ObjectDescriptor target);

  /**
   * Deletes an object; an object that does not exist counts as deleted, as it does for S3.
   *
   * @param target the object
   * @return completes when it is deleted
   */
  Future<Void> delete(S3ObjectDescriptor target);

  /**
   * Deletes objects, a thousand in a request. Those that do not exist count as deleted.
   *
   * @param targets objects of any buckets
   * @return completes when they are deleted; fails with {@link ObjectException.Reason#NOT_DELETED}
   *     if the storage refused some, and the others are deleted then
   */
  Future<Void> deleteAll(Collection<S3ObjectDescriptor> targets);

  /**
   * Deletes leftovers in the system's directory for temporary files, as {@link #sweep(Path,
   * Duration)} does.
   *
   * @param unusedFor longer than any other process keeps a file of a download or an archive
   * @return the number of directories and files that were deleted
   */
  default Future<Integer> sweep(Duration unusedFor) {
    return sweep(Path.of(System.getProperty("java.io.tmpdir")), unusedFor);
  }

  /**
   * Deletes leftovers of killed processes of this process's user in a directory: directories of
   * downloads and of archives, and unfinished files. Files that this process uses are kept, and so
   * are those written to within a time, for other processes may share the directory. Files of other
   * users are left alone, symbolic links are not followed, and a file that cannot be deleted is
   * logged and left.
   *
   * @param directory existing directory that this process may write to
   * @param unusedFor longer than any other process keeps a file of a download or an archive
   * @return the number of directories and files that were deleted; fails with {@link
   *     LocalFileException} if the directory cannot be read or written
   */
  Future<Integer> sweep(Path directory, Duration unusedFor);

  /**
   * Signs a request to get an object, for others to send.
   *
   * @param source the object
   * @param lifetime validity of the request; 1 second to 7 days
   * @return the request
   */
  Future<PresignedRequest> presignGet(S3ObjectDescriptor source, Duration lifetime);

  /**
   * Signs a request to put an object, for others to send. Type, metadata and the other options are
   * signed with it, so they must be sent unchanged.
   *
   * @param target the object, without a version id
   * @param lifetime validity of the request; 1 second to 7 days
   * @param options settings of the upload
   * @return the request
   */
  Future<PresignedRequest> presignPut(
      S3ObjectDescriptor target, Duration lifetime, UploadOptions options);

  /**
   * Returns the underlying client, for operations that are missing here. Not to be closed.
   *
   * @param <T> type of the client
   * @param type such as {@code software.amazon.awssdk.services.s3.S3AsyncClient}
   * @return the client
   * @throws IllegalArgumentException if there is no such client
   */
  <T> Future<T> unwrap(Class<T> type);
}
