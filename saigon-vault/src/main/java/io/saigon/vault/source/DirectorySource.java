package io.saigon.vault.source;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVaultOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Reads files below a directory on a worker thread; the version is the modification time. */
public final class DirectorySource implements SecretSource {
  /** The size limit of a Kubernetes secret. */
  private static final int MAX_BYTES = 1 << 20;

  /** A file that changed more recently may be half-written. */
  private static final long SETTLED_MS = 100;

  private static final int MAX_ATTEMPTS = 20;

  private record Reading(SecretValue value, boolean settled) {}

  private final Vertx vertx;
  private final Path directory;

  public DirectorySource(Vertx vertx, Path directory) {
    this.vertx = Objects.requireNonNull(vertx, "vertx");
    this.directory = Objects.requireNonNull(directory, "directory");
  }

  /** Returns options with which a changed mount is noticed within seconds. */
  public static SecretVaultOptions defaultOptions() {
    return SecretVaultOptions.defaults()
        .withTtl(Duration.ofSeconds(5))
        .withNegativeTtl(Duration.ofSeconds(1));
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    if (id.version() != null || id.stage() != null) {
      return Future.failedFuture(
          new NotFoundException(
              "Files have no versions; read secret %s without a version".formatted(id.key()),
              null,
              null));
    }
    return readSettled(id, MAX_ATTEMPTS);
  }

  private Future<SecretValue> readSettled(SecretId id, int attempts) {
    return vertx
        .executeBlocking(() -> read(id), false)
        .compose(
            reading -> {
              if (reading.settled) {
                return Future.succeededFuture(reading.value);
              }
              return attempts == 0
                  ? Future.failedFuture(
                      new TransportException(
                          "The file of secret %s in %s changes all the time; write another file and rename it"
                              .formatted(id.key(), directory),
                          null))
                  : vertx
                      .timer(SETTLED_MS, TimeUnit.MILLISECONDS)
                      .compose(t -> readSettled(id, attempts - 1));
            });
  }

  private Reading read(SecretId id) {
    try {
      return readOnce(id);
    } catch (NoSuchFileException e) {
      // A mount is swapped by a symbolic link, so that the resolved file may be gone.
      try {
        return readOnce(id);
      } catch (NoSuchFileException gone) {
        throw new NotFoundException(
            "There is no file for secret %s in %s; mount it or correct the key"
                .formatted(id.key(), directory),
            null,
            gone);
      } catch (IOException failed) {
        throw unreadable(id, failed);
      }
    } catch (IOException e) {
      throw unreadable(id, e);
    }
  }

  private Reading readOnce(SecretId id) throws IOException {
    return id.key().endsWith("/") ? readTree(id) : readFile(id);
  }

  private Reading readTree(SecretId id) throws IOException {
    Path root = directory.toRealPath();
    Path below = id.key().equals("/") ? root : resolve(root, relative(id.key()));
    JsonObject tree = new JsonObject();
    boolean settled = true;
    String path = below.equals(root) ? "" : relative(id.key());
    for (String key : Files.isDirectory(below) ? FileTree.keys(root, below) : List.<String>of()) {
      Reading file = readFile(SecretId.of(key));
      FileTree.put(tree, path, key, file.value.content().toString());
      settled &= file.settled;
    }
    if (tree.isEmpty()) {
      throw FileTree.empty(id.key(), directory);
    }
    return new Reading(new SecretValue(id, tree.toBuffer(), null), settled);
  }

  /** Returns the path of a tree as the names of files begin with it. */
  private static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private Reading readFile(SecretId id) throws IOException {
    Path root = directory.toRealPath();
    Path file = resolve(root, id.key()).toRealPath();
    if (!file.startsWith(root)) {
      throw outside(id.key());
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotFoundException(
          "Secret %s is no file in %s; correct the key".formatted(id.key(), directory), null, null);
    }
    FileTime time = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new AccessDeniedException(
            "The file of secret %s is larger than %d bytes; store a smaller one"
                .formatted(id.key(), MAX_BYTES),
            null,
            null);
      }
      SecretValue value = new SecretValue(id, Buffer.buffer(content), time.toString());
      return new Reading(
          value,
          isSettled(
              time,
              System.currentTimeMillis(),
              Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS),
              Files.size(file) - content.length));
    }
  }

  /**
   * Returns whether what was read is whole.
   *
   * @param before modification time before reading
   * @param now time after reading, in milliseconds since the epoch
   * @param after modification time after reading
   * @param growth bytes that the file has more than were read, or less
   */
  static boolean isSettled(FileTime before, long now, FileTime after, long growth) {
    long age = now - before.toMillis();
    boolean recent = age >= 0 && age < SETTLED_MS;
    return !recent && growth == 0 && after.equals(before);
  }

  private static Path resolve(Path root, String key) {
    try {
      Path file = root.resolve(key).normalize();
      if (file.startsWith(root) && !file.equals(root)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // A NUL or another character that no file name has: refused below.
    }
    throw outside(key);
  }

  private static AccessDeniedException outside(String key) {
    return new AccessDeniedException(
        "Secret %s leads out of the vault's directory; correct the key or the link"
            .formatted(key.replace('\0', '?')),
        null,
        null);
  }

  private TransportException unreadable(SecretId id, IOException failure) {
    return new TransportException(
        "The file of secret %s in %s can't be read (%s); check that it exists and its permissions"
            .formatted(id.key(), directory, failure.getClass().getSimpleName()),
        failure);
  }
}
