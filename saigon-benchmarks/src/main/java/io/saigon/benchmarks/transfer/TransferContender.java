package io.saigon.benchmarks.transfer;

import io.saigon.benchmarks.process.Figure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A client in a process of its own. */
final class TransferContender {
  private static final double MIB = 1 << 20;

  private TransferContender() {}

  /**
   * Transfers for a while to warm up, then measures, for each transfer that is named.
   *
   * @param args name, endpoint, file to upload, file to download to, bytes, bytes to warm up,
   *     rounds, and the transfers with their jobs
   */
  public static void main(String[] args) {
    Figure.main(
        () -> {
          TransferClient client = TransferClient.named(args[0], URI.create(args[1]));
          for (int i = 7; i < args.length; i += 2) {
            Transfer transfer = Transfer.valueOf(args[i]);
            new Measured(client, Path.of(args[2]), Path.of(args[3]), Long.parseLong(args[4]))
                .run(transfer, Long.parseLong(args[5]), Integer.parseInt(args[6]), args[i + 1]);
          }
        });
  }

  private record Measured(TransferClient client, Path source, Path target, long bytes) {
    void run(Transfer transfer, long warmUp, int rounds, String job) throws Exception {
      for (long warm = 0; warm < warmUp; warm += bytes) {
        once(transfer);
      }
      List<Double> seconds = new ArrayList<>();
      long cpu = Figure.cpuNanos();
      for (int i = 0; i < rounds; i++) {
        seconds.add(once(transfer) / 1e9);
      }
      double cpuSeconds = (Figure.cpuNanos() - cpu) / 1e9 / rounds;
      Figure.print(job, "MiB/s", bytes / MIB / Figure.median(seconds));
      Figure.print(job, "CPU-s/GiB", cpuSeconds / (bytes / MIB / 1024));
      Figure.print(job, "peak MB", Figure.peakMegabytes());
    }

    private long once(Transfer transfer) throws Exception {
      long start = System.nanoTime();
      switch (transfer) {
        case DOWNLOAD -> client.download(target);
        case UPLOAD -> client.upload(source);
        case STREAM -> client.uploadStream(source);
        case RANGES -> {
          for (long from = 0; from < bytes; from += 1 << 20) {
            client.read(from, Math.min(1 << 20, bytes - from));
          }
        }
      }
      long took = System.nanoTime() - start;
      Files.deleteIfExists(target);
      return took;
    }
  }
}
