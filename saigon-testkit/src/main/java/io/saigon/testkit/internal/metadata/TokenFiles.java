package io.saigon.testkit.internal.metadata;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Files with tokens, as a kubelet puts them into a pod: replaced as a whole, never half-written.
 */
public final class TokenFiles {
  private final Map<String, Supplier<String>> tokens = new TreeMap<>();
  private @Nullable Path directory;

  /** Returns the file of a name, which is written if it is new. */
  public synchronized Path file(String name, Supplier<String> token) {
    Path file = directory().resolve(name);
    if (tokens.putIfAbsent(name, token) == null) {
      write(file, token.get());
    }
    return file;
  }

  /** Writes a new token into each file. */
  public synchronized void renew() {
    tokens.forEach((name, token) -> write(directory().resolve(name), token.get()));
  }

  private Path directory() {
    Path known = directory;
    if (known == null) {
      try {
        known = Files.createTempDirectory("local-aws-tokens");
      } catch (IOException e) {
        throw new UncheckedIOException("No directory for token files can be created", e);
      }
      // A JVM may end without a stop.
      known.toFile().deleteOnExit();
      directory = known;
    }
    return known;
  }

  private static void write(Path file, String token) {
    try {
      Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), token);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      file.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException("A token file cannot be written", e);
    }
  }

  /** Deletes the files. */
  public Future<Void> delete(Vertx vertx) {
    return vertx.executeBlocking(
        () -> {
          deleteNow();
          return null;
        },
        false);
  }

  private synchronized void deleteNow() throws IOException {
    Path known = directory;
    if (known != null) {
      for (String name : tokens.keySet()) {
        Files.deleteIfExists(known.resolve(name));
      }
      Files.deleteIfExists(known);
      directory = null;
      tokens.clear();
    }
  }
}
