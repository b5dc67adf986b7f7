package io.saigon.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Two archives to trees: saigon, {@code ZipFile} of the JDK, Python, unzip(1) where they are, and
 * inflating alone on one core as the limit, each in a process of its own. Only saigon uses more
 * than one core, so what else runs on the machine is taken from it alone: on two cores the ratios
 * mean something when nothing else does.
 */
public final class Unzips {
  private static final String ROUNDS = System.getProperty("rounds", "15");
  private static final int SMALL = 4 << 10;

  private Unzips() {}

  /** Prints a table for each archive. */
  public static void main(String[] args) throws IOException, InterruptedException {
    run("unzip 5000 x 4 KiB", 5000, SMALL);
    run("unzip 1 x 256 MiB", 1, 256 << 20);
  }

  private static void run(String job, int files, int size)
      throws IOException, InterruptedException {
    Path directory = SideBySide.temporaryDirectory();
    SideBySide table = new SideBySide(job, (long) files * size);
    try {
      Path zip = directory.resolve("archive.zip");
      write(zip, files, size);
      for (String name :
          List.of("inflate only, 1 core", "saigon", "ZipFile", "python", "unzip(1)")) {
        if (UnzipContender.isAvailable(name)) {
          table.run(
              UnzipContender.class, List.of(), name, zip.toString(), directory.toString(), ROUNDS);
        }
      }
    } finally {
      delete(directory);
    }
    table.print();
  }

  static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Lines of a table, which deflate to about a third. */
  private static void write(Path zip, int files, int size) throws IOException {
    Random random = new Random(1);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip));
        ZipOutputStream archive = new ZipOutputStream(out)) {
      for (int i = 0; i < files; i++) {
        archive.putNextEntry(new ZipEntry("directory-" + i % 20 + "/file-" + i + ".csv"));
        for (int left = size; left > 0; ) {
          byte[] line =
              "%d;order-%d;2026-%02d-%02d;%d.%02d;customer %d\n"
                  .formatted(
                      left,
                      random.nextInt(1_000_000),
                      1 + random.nextInt(12),
                      1 + random.nextInt(28),
                      random.nextInt(5000),
                      random.nextInt(100),
                      random.nextInt(3000))
                  .getBytes(StandardCharsets.US_ASCII);
          archive.write(line, 0, Math.min(left, line.length));
          left -= line.length;
        }
        archive.closeEntry();
      }
    }
  }
}
