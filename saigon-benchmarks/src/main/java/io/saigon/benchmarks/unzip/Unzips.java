package io.saigon.benchmarks.unzip;

import io.saigon.benchmarks.process.Directory;
import io.saigon.benchmarks.process.Job;
import io.saigon.benchmarks.process.Jvm;
import io.saigon.benchmarks.process.Run;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
public final class Unzips implements Job {
  private static final List<String> CONTENDERS =
      List.of("limit: inflate only, 1 core", "ZipFile", "python", "unzip(1)", "saigon");

  @Override
  public void run(Run run) throws IOException, InterruptedException {
    int few = run.form().choose(50, 5000, 5000);
    run(run, "unzip 5000 x 4 KiB", few, 4 << 10);
    run(run, "unzip 1 x 256 MiB", 1, run.form().choose(1 << 20, 256 << 20, 256 << 20));
  }

  private static void run(Run run, String job, int files, int size)
      throws IOException, InterruptedException {
    try (Directory directory = Directory.create()) {
      Path zip = directory.path().resolve("archive.zip");
      write(zip, files, size);
      for (String name : CONTENDERS) {
        if (UnzipContender.isAvailable(name)) {
          run.contender(
              List.of(job),
              name,
              Jvm.of(UnzipContender.class, run.form()).withHeap("48m"),
              name,
              zip.toString(),
              directory.path().toString(),
              Integer.toString(run.form().choose(1, 3, 15)),
              Integer.toString(run.form().choose(0, 3, 5)),
              job,
              Long.toString((long) files * size));
        }
      }
    }
  }

  /** Lines of a table, which deflate to about a third. */
  private static void write(Path zip, int files, int size) throws IOException {
    Random random = new Random(1);
    List<byte[]> lines = Stream.generate(() -> line(random)).limit(20_000).toList();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip));
        ZipOutputStream archive = new ZipOutputStream(out)) {
      for (int i = 0; i < files; i++) {
        archive.putNextEntry(new ZipEntry("directory-" + i % 20 + "/file-" + i + ".csv"));
        for (int left = size; left > 0; ) {
          byte[] line = lines.get(random.nextInt(lines.size()));
          archive.write(line, 0, Math.min(left, line.length));
          left -= line.length;
        }
        archive.closeEntry();
      }
    }
  }

  private static byte[] line(Random random) {
    return "%d;order-%d;2026-%02d-%02d;%d.%02d;customer %d\n"
        .formatted(
            random.nextInt(1_000_000_000),
            random.nextInt(1_000_000),
            1 + random.nextInt(12),
            1 + random.nextInt(28),
            random.nextInt(5000),
            random.nextInt(100),
            random.nextInt(3000))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
