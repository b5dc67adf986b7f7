package io.saigon.storage.file;

import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.LocalFileException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Maps the operating system's errors on files to failures with advice. */
public final class LocalFailures {
  // A disk with less than this left is full, whatever the system's message says.
  private static final long FULL = 64 << 10;

  private LocalFailures() {}

  static LocalFileException noSpace(Path directory, long needed, long free) {
    return new LocalFileException(
        Reason.NO_SPACE,
        "%s needs %d bytes and has %d free; free some or choose another directory in the options"
            .formatted(directory, needed, free),
        directory,
        null);
  }

  static LocalFileException noDirectory(Path path) {
    return new LocalFileException(
        Reason.OTHER, path + " is not a directory; correct the path", path, null);
  }

  public static LocalFileException of(IOException failure, Path path) {
    Reason reason = reason(failure, path);
    String message =
        switch (reason) {
          case NO_SPACE -> "No space is left to write " + path + "; free some";
          case NOT_FOUND -> path + " does not exist; create it or correct the path";
          case DENIED -> path + " may not be read or written; check its permissions";
          case OTHER -> path + " could not be read or written; see the cause";
        };
    return new LocalFileException(reason, message, path, failure);
  }

  private static Reason reason(IOException failure, Path path) {
    if (failure instanceof NoSuchFileException) {
      return Reason.NOT_FOUND;
    }
    if (failure instanceof AccessDeniedException) {
      return Reason.DENIED;
    }
    String text = failure.getMessage();
    if (failure instanceof FileSystemException detailed && detailed.getReason() != null) {
      text = detailed.getReason();
    }
    if (text != null && (text.contains("No space left") || text.contains("quota exceeded"))) {
      return Reason.NO_SPACE;
    }
    if (text != null && text.contains("Read-only file system")) {
      return Reason.DENIED;
    }
    return isFull(path) ? Reason.NO_SPACE : Reason.OTHER;
  }

  // The system's message may be translated, so it is not the only sign.
  private static boolean isFull(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    Path existing = Files.isDirectory(path) || parent == null ? path : parent;
    try {
      return Files.isDirectory(existing)
          && Files.isWritable(existing)
          && DiskSpace.free(Files.getFileStore(existing)) < FULL;
    } catch (IOException e) {
      return false;
    }
  }
}
