package io.saigon.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** One way to unzip, in a process of its own. */
final class UnzipContender {
  private interface Way {
    /** Extracts, and returns an action that deletes the extracted files. */
    Cleaning unzip() throws Exception;
  }

  private interface Cleaning {
    void run() throws Exception;
  }

  private static final String PYTHON =
      "import sys, zipfile, time, shutil, resource\n"
          + "times = []\n"
          + "for i in range(int(sys.argv[3]) + 1):\n"
          + "  start = time.perf_counter()\n"
          + "  with zipfile.ZipFile(sys.argv[1]) as z: z.extractall(sys.argv[2])\n"
          + "  times.append(time.perf_counter() - start)\n"
          + "  shutil.rmtree(sys.argv[2])\n"
          + "print(str(times[1:]).replace(' ', ''), 'NaN',"
          + " resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)\n";

  // Compiled code is what is compared: a server unzips all day.
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

  private UnzipContender() {}

  static boolean isAvailable(String name) {
    return switch (name) {
      case "python" -> isOnPath("python3");
      case "unzip(1)" -> isOnPath("unzip");
      default -> true;
    };
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(directory -> new File(directory, program).canExecute());
  }

  /**
   * Extracts for a while to warm up, then measures.
   *
   * @param args way, archive, directory, rounds
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    Path zip = Path.of(args[1]);
    Path directory = Path.of(args[2]);
    Path target = directory.resolve("tree");
    if (args[0].equals("python")) {
      System.out.println(
          SideBySide.lastLine(
              List.of("python3", "-c", PYTHON, args[1], target.toString(), args[3])));
      return;
    }
    Way way = way(args[0], zip, directory, target);
    int rounds = Integer.parseInt(args[3]);
    List<Double> seconds = new ArrayList<>();
    for (long end = System.nanoTime() + WARM_UP_NANOS; System.nanoTime() - end < 0; ) {
      way.unzip().run();
    }
    double cpuSeconds = 0;
    for (int i = 0; i < rounds; i++) {
      long cpu = cpuNanos();
      long start = System.nanoTime();
      Cleaning cleaning = way.unzip();
      seconds.add((System.nanoTime() - start) / 1e9);
      cpuSeconds += (cpuNanos() - cpu) / 1e9;
      cleaning.run();
    }
    boolean ours = !args[0].equals("unzip(1)");
    System.out.println(
        new SideBySide.Outcome(
                seconds, ours ? cpuSeconds : Double.NaN, ours ? SideBySide.peakRss() : Double.NaN)
            .line());
    System.exit(0);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static Way way(String name, Path zip, Path directory, Path target) {
    return switch (name) {
      case "saigon" -> saigon(zip, directory);
      case "ZipFile" ->
          () -> {
            zipFile(zip, target);
            return () -> Unzips.delete(target);
          };
      case "unzip(1)" ->
          () -> {
            SideBySide.lastLine(List.of("unzip", "-q", zip.toString(), "-d", target.toString()));
            return () -> Unzips.delete(target);
          };
      default ->
          () -> {
            inflate(zip);
            return () -> {};
          };
    };
  }

  private static Way saigon(Path zip, Path parent) {
    Saigon saigon = Saigon.create(Vertx.vertx(), SaigonOptions.defaults());
    UnzipOptions options =
        UnzipOptions.defaults().withDownload(DownloadOptions.defaults().withDirectory(parent));
    return () -> {
      Unzipped unzipped =
          saigon.storage().unzip(zip, options).toCompletionStage().toCompletableFuture().get();
      return unzipped::close;
    };
  }

  private static void zipFile(Path zip, Path target) throws IOException {
    byte[] buffer = new byte[64 << 10];
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : Collections.list(archive.entries())) {
        Path file = target.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (InputStream content = archive.getInputStream(entry);
            OutputStream out = Files.newOutputStream(file)) {
          for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            out.write(buffer, 0, count);
          }
        }
      }
    }
  }

  private static void inflate(Path zip) throws IOException {
    byte[] buffer = new byte[64 << 10];
    CRC32 crc = new CRC32();
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : Collections.list(archive.entries())) {
        crc.reset();
        try (InputStream content = archive.getInputStream(entry)) {
          for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            crc.update(buffer, 0, count);
          }
        }
        if (crc.getValue() != entry.getCrc()) {
          throw new IOException("Damaged");
        }
      }
    }
  }
}
