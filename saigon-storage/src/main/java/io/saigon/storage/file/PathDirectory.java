package io.saigon.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** A directory by its path, for file systems without directory handles, such as Windows'. */
final class PathDirectory extends OpenDirectory {
  private final Path path;

  PathDirectory(Path path, DirectoryStream<Path> stream) {
    super(stream);
    this.path = path;
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // Closed with the result.
  OpenDirectory openDirectory(Path name) throws IOException {
    Path directory = path.resolve(name);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(directory.toString());
    }
    return new PathDirectory(directory, Files.newDirectoryStream(directory));
  }

  @Override
  BasicFileAttributes attributes(Path name) throws IOException {
    return Files.readAttributes(
        path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  @Nullable UserPrincipal owner(Path name) throws IOException {
    try {
      return Files.getOwner(path.resolve(name), LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      return null;
    }
  }

  @Override
  void createFile(Path name) throws IOException {
    Files.createFile(path.resolve(name));
  }

  @Override
  void deleteFile(Path name) throws IOException {
    Files.delete(path.resolve(name));
  }

  @Override
  void deleteDirectory(Path name) throws IOException {
    Files.delete(path.resolve(name));
  }
}
