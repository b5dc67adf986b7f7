package io.saigon.storage.download;

import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.storage.file.TemporaryDirectory;
import io.vertx.core.Future;
import java.nio.file.Path;

public record DownloadedFile(TemporaryDirectory directory, Path path, ObjectInfo info)
    implements Downloaded {
  @Override
  public Future<Void> delete() {
    return directory.delete();
  }

  @Override
  public void close() {
    directory.close();
  }

  @Override
  public String toString() {
    return "Downloaded[%d bytes in %s]".formatted(size(), path);
  }
}
