package io.saigon.storage.zip;

import io.saigon.api.storage.Unzipped;
import io.saigon.storage.file.TemporaryDirectory;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;

final class UnzippedDirectory implements Unzipped {
  private final TemporaryDirectory directory;
  private final List<Path> files;

  UnzippedDirectory(TemporaryDirectory directory, List<Path> files) {
    this.directory = directory;
    this.files = List.copyOf(files);
  }

  @Override
  public Path directory() {
    return directory.path();
  }

  @Override
  public List<Path> files() {
    return files;
  }

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
    return "Unzipped[%d files in %s]".formatted(files.size(), directory.path());
  }
}
