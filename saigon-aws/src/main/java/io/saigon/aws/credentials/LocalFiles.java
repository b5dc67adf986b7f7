package io.saigon.aws.credentials;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Reads and replaces small files on worker threads. */
final class LocalFiles {
  private static final int MAX_BYTES = 64 * 1024;

  private LocalFiles() {}

  /**
   * Reads a small file.
   *
   * @param purpose what the file is and which setting names it, for messages
   * @return its text; fails with {@link ConfigurationException} if it cannot be read
   */
  static Future<String> read(Vertx vertx, Path path, String purpose) {
    return vertx.executeBlocking(() -> readNow(path, purpose), false);
  }

  private static String readNow(Path path, String purpose) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw unreadable(path, purpose, "it is larger than 64 KiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw unreadable(path, purpose, "no such file");
    } catch (IOException e) {
      throw unreadable(path, purpose, e.getClass().getSimpleName());
    }
  }

  private static ConfigurationException unreadable(Path path, String purpose, String reason) {
    return new ConfigurationException(
        purpose + " cannot be read at " + path + ": " + reason, List.of(), null);
  }

  /** Replaces a file in one step by one that its owner alone can read. */
  static Future<Void> replace(Vertx vertx, Path path, String text) {
    return vertx.executeBlocking(
        () -> {
          // Temporary files are made for their owner alone wherever the file system can do so.
          Path next = Files.createTempFile(path.toAbsolutePath().getParent(), ".saigon", ".tmp");
          try {
            Files.writeString(next, text);
            move(next, path);
          } finally {
            Files.deleteIfExists(next);
          }
          return null;
        },
        false);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
