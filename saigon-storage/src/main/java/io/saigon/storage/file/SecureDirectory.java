package io.saigon.storage.file;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory by its open handle, which stays the same even if its path is replaced. */
final class SecureDirectory extends OpenDirectory {
  private final SecureDirectoryStream<Path> directory;

  SecureDirectory(SecureDirectoryStream<Path> directory) {
    super(directory);
    this.directory = directory;
  }

  @Override
  OpenDirectory openDirectory(Path name) throws IOException {
    return new SecureDirectory(directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
  }

  private <V extends FileAttributeView> V view(Path name, Class<V> type) {
    return directory.getFileAttributeView(name, type, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  BasicFileAttributes attributes(Path name) throws IOException {
    return view(name, BasicFileAttributeView.class).readAttributes();
  }

  @Override
  @Nullable UserPrincipal owner(Path name) throws IOException {
    return view(name, FileOwnerAttributeView.class).getOwner();
  }

  @Override
  void createFile(Path name) throws IOException {
    directory
        .newByteChannel(
            name,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        .close();
  }

  @Override
  void deleteFile(Path name) throws IOException {
    directory.deleteFile(name);
  }

  @Override
  void deleteDirectory(Path name) throws IOException {
    directory.deleteDirectory(name);
  }
}
