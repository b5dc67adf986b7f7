package io.saigon.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open directory, which reaches its entries by name and never by a symbolic link. Blocks. */
abstract class OpenDirectory implements Closeable {
  private final DirectoryStream<Path> stream;

  OpenDirectory(DirectoryStream<Path> stream) {
    this.stream = stream;
  }

  /** Opens a directory; symbolic links in the path itself are followed. */
  @SuppressWarnings("StreamResourceLeak") // Closed with the result.
  static OpenDirectory open(Path path) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(path);
    return stream instanceof SecureDirectoryStream<Path> secure
        ? new SecureDirectory(secure)
        : new PathDirectory(path, stream);
  }

  /** Lists the names of all entries; to be called once. */
  List<Path> names() throws IOException {
    List<Path> names = new ArrayList<>();
    try {
      for (Path entry : stream) {
        names.add(entry.getFileName());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** Opens a directory in this one. */
  abstract OpenDirectory openDirectory(Path name) throws IOException;

  abstract BasicFileAttributes attributes(Path name) throws IOException;

  /** Returns the owner of an entry, or null if the file system has no owners. */
  abstract @Nullable UserPrincipal owner(Path name) throws IOException;

  /** Creates an empty file that only its owner can read. */
  abstract void createFile(Path name) throws IOException;

  abstract void deleteFile(Path name) throws IOException;

  abstract void deleteDirectory(Path name) throws IOException;

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
