package io.saigon.api.storage;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.function.Predicate;

/**
 * A zip archive in the storage, of which only the parts that are wanted are fetched. It holds no
 * connection and needs no closing. When the object is replaced meanwhile, calls fail with {@link
 * ObjectException.Reason#CHANGED}.
 */
public interface RemoteArchive {
  /**
   * Returns the storage's description of the object.
   *
   * @return the description
   */
  ObjectInfo info();

  /**
   * Returns all entries.
   *
   * @return the entries, in the order of the archive's directory
   */
  List<ArchiveEntry> entries();

  /**
   * Reads an entry's content, fetched some MiB at a time as it is read.
   *
   * @param entry one of {@link #entries()}
   * @return the content, paused until it gets a handler; its exception handler gets an {@link
   *     ArchiveException} if the content is damaged, which is certain only at its end
   * @throws IllegalArgumentException if it is not an entry of this archive, or a directory
   */
  Future<ReadStream<Buffer>> open(ArchiveEntry entry);

  /**
   * Extracts chosen entries to a fresh temporary directory by the rules of {@link
   * ObjectStorage#unzip}: within the limits, and all or nothing. Other entries are not checked.
   *
   * @param chosen accepts the entries to extract
   * @return the files, to be closed
   */
  default Future<Unzipped> extract(Predicate<ArchiveEntry> chosen) {
    return extract(chosen, progress -> {});
  }

  /**
   * Extracts chosen entries.
   *
   * @param chosen accepts the entries to extract
   * @param progress handles the number of extracted bytes of files, some times a second at most
   * @return the files, to be closed
   */
  Future<Unzipped> extract(Predicate<ArchiveEntry> chosen, Handler<TransferProgress> progress);
}
