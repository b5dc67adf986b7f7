package io.saigon.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * An object to a file on loopback: saigon, the AWS SDK's ways, and a socket channel to a file
 * channel as the limit, each in a process of its own with a heap of 48 MB.
 */
public final class Downloads {
  private static final String ROUNDS = System.getProperty("rounds", "5");
  private static final List<String> CONTENDERS =
      List.of(
          System.getProperty(
                  "contenders",
                  "limit,saigon,sdk-apache,sdk-crt,sdk-netty,sdk-netty-multipart,"
                      + "transfer-manager,transfer-manager-crt")
              .split(",", -1));

  private Downloads() {}

  /**
   * Prints a table for each size.
   *
   * @param args sizes in MiB; 256 and 1024 if there are none
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    for (String size : args.length == 0 ? new String[] {"256", "1024"} : args) {
      run(Long.parseLong(size) << 20);
    }
  }

  private static void run(long bytes) throws IOException, InterruptedException {
    Path directory = SideBySide.temporaryDirectory();
    Path object = directory.resolve("object");
    SideBySide table = new SideBySide("download " + (bytes >> 20) + " MiB", bytes);
    try {
      String crc = write(object, bytes);
      Process server =
          new ProcessBuilder(SideBySide.java("48m", ObjectServer.class, object.toString(), crc))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
        String port = output.readLine();
        for (String contender : CONTENDERS) {
          table.run(DownloadContender.class, contender, port, directory.toString(), ROUNDS);
        }
      } finally {
        server.destroy();
      }
    } finally {
      try (Stream<Path> left = Files.list(directory)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
    table.print();
  }

  private static String write(Path object, long bytes) throws IOException {
    byte[] block = new byte[1 << 20];
    Random random = new Random(bytes);
    CRC32 crc = new CRC32();
    try (OutputStream out = Files.newOutputStream(object)) {
      for (long left = bytes; left > 0; left -= block.length) {
        random.nextBytes(block);
        int length = (int) Math.min(left, block.length);
        out.write(block, 0, length);
        crc.update(block, 0, length);
      }
    }
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
