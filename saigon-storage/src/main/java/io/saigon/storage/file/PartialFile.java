package io.saigon.storage.file;

import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.LocalFileException.Reason;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written beside its target and renamed when it is complete. Blocks. */
public record PartialFile(Path path, Path target) {
  public static PartialFile of(Path target) {
    Path path = target.resolveSibling(TemporaryFiles.partName());
    return new PartialFile(TemporaryFiles.markInUse(path), target);
  }

  public void moveIntoPlace() {
    if (Files.isDirectory(target)) {
      throw new LocalFileException(
          Reason.OTHER, target + " is a directory; give the path of a file", target, null);
    }
    try {
      try {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
      TemporaryFiles.release(path);
    } catch (IOException e) {
      throw LocalFailures.of(e, target);
    }
  }

  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw LocalFailures.of(e, path);
    } finally {
      TemporaryFiles.release(path);
    }
  }
}
