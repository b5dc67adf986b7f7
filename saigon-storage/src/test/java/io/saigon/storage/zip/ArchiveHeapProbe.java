package io.saigon.storage.zip;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.api.storage.UnzipOptions;
import java.nio.file.Path;

/** Plans the extraction of an archive, in a process of its own with a small heap. */
final class ArchiveHeapProbe {
  private ArchiveHeapProbe() {}

  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    LocalArchive archive = LocalArchive.open(file);
    try {
      ExtractionPlan plan =
          ExtractionPlan.of(
              ZipDirectory.read(archive, UnzipLimits.defaults().maxEntries()),
              archive.size(),
              file.getFileSystem(),
              UnzipOptions.defaults());
      System.out.println("files " + plan.files().size());
    } catch (ArchiveException e) {
      System.out.println(e.reason());
    } finally {
      archive.close();
    }
  }
}
