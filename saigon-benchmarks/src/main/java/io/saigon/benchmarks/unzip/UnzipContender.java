package io.saigon.benchmarks.unzip;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.benchmarks.process.Directory;
import io.saigon.benchmarks.process.Figure;
import io.saigon.benchmarks.process.Form;
import io.saigon.benchmarks.process.Processes;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
      """
      import sys, zipfile, time, shutil, resource, statistics
      zip, tree, rounds, job, size = sys.argv[1:]
      times = []
      for i in range(int(rounds) + 1):
        start = time.perf_counter()
        with zipfile.ZipFile(zip) as z: z.extractall(tree)
        times.append(time.perf_counter() - start)
        shutil.rmtree(tree)
      rate = int(size) / 1048576 / statistics.median(times[1:])
      peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
      print(f"={job}=MiB/s={rate}")
      print(f"={job}=peak MB={peak}")
      """;

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
   * @param args way, archive, directory, rounds, seconds to warm up, job, bytes
   */
  public static void main(String[] args) {
    Figure.main(() -> measure(args));
  }

  @SuppressWarnings("SystemOut")
  private static void measure(String[] args) throws Exception {
    Path zip = Path.of(args[1]);
    Path directory = Path.of(args[2]);
    Path target = directory.resolve("tree");
    String job = args[5];
    if (args[0].equals("python")) {
      System.out.print(
          output("python3", "-c", PYTHON, args[1], target.toString(), args[3], job, args[6]));
      return;
    }
    Way way = way(args[0], zip, directory, target);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[4]));
    while (System.nanoTime() - end < 0) {
      way.unzip().run();
    }
    List<Double> seconds = new ArrayList<>();
    for (int i = Integer.parseInt(args[3]); i > 0; i--) {
      long start = System.nanoTime();
      Cleaning cleaning = way.unzip();
      seconds.add((System.nanoTime() - start) / 1e9);
      cleaning.run();
    }
    Figure.print(job, "MiB/s", Double.parseDouble(args[6]) / (1 << 20) / Figure.median(seconds));
    if (!args[0].equals("unzip(1)")) {
      Figure.print(job, "peak MB", Figure.peakMegabytes());
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    return Processes.output(Processes.start(new ProcessBuilder(command)), Form.FULL.timeLimit());
  }

  private static Way way(String name, Path zip, Path directory, Path target) {
    return switch (name) {
      case "saigon" -> saigon(zip, directory);
      case "ZipFile" ->
          () -> {
            zipFile(zip, target);
            return () -> Directory.delete(target);
          };
      case "unzip(1)" ->
          () -> {
            output("unzip", "-q", zip.toString(), "-d", target.toString());
            return () -> Directory.delete(target);
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
