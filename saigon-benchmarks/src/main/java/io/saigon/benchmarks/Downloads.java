package io.saigon.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * An object to a file on loopback over https: saigon, the AWS SDK's ways, Vert.x and sockets alone,
 * each in a process of its own with a heap of 48 MB.
 */
public final class Downloads {
  private static final String ROUNDS = System.getProperty("rounds", "5");
  private static final List<String> CONTENDERS =
      List.of(
          System.getProperty(
                  "contenders",
                  "saigon,saigon on BoringSSL,SDK url-connection,SDK apache,SDK CRT,"
                      + "SDK netty,S3TransferManager on CRT,"
                      + "Vert.x discarding,Vert.x discarding on BoringSSL,SSLSocket")
              .split(",", -1));

  private Downloads() {}

  /**
   * Prints a table for each size.
   *
   * @param args sizes in MiB; 256 and 1024 if there are none
   */
  public static void main(String[] args) throws Exception {
    for (String size : args.length == 0 ? new String[] {"256", "1024"} : args) {
      run(Long.parseLong(size) << 20);
    }
  }

  private static void run(long bytes) throws Exception {
    Path directory = SideBySide.temporaryDirectory();
    Path object = directory.resolve("bucket/object");
    SideBySide table = new SideBySide("download " + (bytes >> 20) + " MiB", bytes);
    try {
      Files.createDirectory(object.getParent());
      // The workers of an nginx that root starts are nobody's.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      String crc = write(object, bytes);
      ServerCertificate certificate = ServerCertificate.create(directory);
      try (ObjectServer server = ObjectServer.start(directory, crc, certificate)) {
        for (String contender : CONTENDERS) {
          table.run(
              DownloadContender.class,
              certificate.jvmOptions(),
              contender,
              server.uri().toString(),
              directory.toString(),
              ROUNDS,
              Long.toString(bytes));
        }
      }
    } finally {
      Unzips.delete(directory);
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
