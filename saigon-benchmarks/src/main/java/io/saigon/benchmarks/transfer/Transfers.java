package io.saigon.benchmarks.transfer;

import io.saigon.benchmarks.process.Directory;
import io.saigon.benchmarks.process.Form;
import io.saigon.benchmarks.process.Job;
import io.saigon.benchmarks.process.Jvm;
import io.saigon.benchmarks.process.Run;
import io.saigon.benchmarks.server.ObjectServer;
import io.saigon.benchmarks.server.ServerCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Transfers of an object on loopback over https, each client with a heap of 48 MB. */
public final class Transfers implements Job {
  private static final List<String> CONTENDERS =
      List.of(
          "limit: SSLSocket",
          "limit: Vert.x, discarded",
          "limit: Vert.x on BoringSSL",
          Transfer.SENT,
          "SDK url-connection",
          "SDK apache",
          "SDK netty",
          Transfer.CRT,
          Transfer.MANAGER,
          "saigon",
          "saigon on BoringSSL");

  private final List<Transfer> transfers;

  private Transfers(Transfer... transfers) {
    this.transfers = List.of(transfers);
  }

  /** Downloads to a file. */
  public static Job downloads() {
    return new Transfers(Transfer.DOWNLOAD);
  }

  /** Uploads of files and streams. */
  public static Job uploads() {
    return new Transfers(Transfer.UPLOAD, Transfer.STREAM);
  }

  /** Ranged reads. */
  public static Job rangedReads() {
    return new Transfers(Transfer.RANGES);
  }

  /** All of these, by fewer processes. */
  public static Job all() {
    return new Transfers(Transfer.values());
  }

  @Override
  public void run(Run run) throws Exception {
    boolean large = transfers.contains(Transfer.DOWNLOAD);
    for (int size : run.form().choose(List.of(256), List.of(256), List.of(256, 1024))) {
      if (size == 256 || large) {
        run(run, size);
      }
    }
  }

  private void run(Run run, int size) throws Exception {
    // One MiB and a bit, so that there is more than one range.
    long bytes = run.form().choose(1_100_000L, (long) size << 20, (long) size << 20);
    try (Directory directory = Directory.create()) {
      Path object = directory.path().resolve("bucket/object");
      Files.createDirectory(object.getParent());
      String crc = write(object, bytes);
      ServerCertificate certificate = ServerCertificate.create(directory.path());
      try (ObjectServer server = ObjectServer.vertx(directory.path(), crc, certificate);
          ObjectServer files = ObjectServer.start(directory.path(), crc, certificate)) {
        run.note("Downloads, ranges and small calls are served by " + files.name());
        run.note("Uploads are served by " + server.name());
        for (String contender : CONTENDERS) {
          for (List<Transfer> together : processes(run.form(), contender)) {
            boolean reads = together.stream().allMatch(Transfer::isRead);
            List<String> args =
                new ArrayList<>(
                    List.of(
                        contender,
                        (reads ? files : server).uri().toString(),
                        object.toString(),
                        directory.path().resolve("downloaded").toString(),
                        Long.toString(bytes),
                        // Compiled code is what is compared: a server transfers all day.
                        Long.toString(run.form().choose(0L, 1L << 30, 2L << 30)),
                        Integer.toString(run.form().choose(1, 3, 5))));
            together.forEach(t -> args.addAll(List.of(t.name(), t.job(size))));
            run.contender(
                together.stream().map(t -> t.job(size)).toList(),
                contender,
                jvm(run, contender, certificate),
                args.toArray(String[]::new));
          }
        }
      }
    }
  }

  /** Returns the transfers of each process: one, or all of them in a smoke test. */
  private List<List<Transfer>> processes(Form form, String contender) {
    List<Transfer> fitting = transfers.stream().filter(t -> t.isOf(contender)).toList();
    return form == Form.SMOKE && !fitting.isEmpty()
        ? List.of(fitting)
        : fitting.stream().map(List::of).toList();
  }

  private static Jvm jvm(Run run, String contender, ServerCertificate certificate) {
    String heap = contender.contains("1 GB") ? "1g" : "48m";
    Jvm jvm =
        Jvm.of(TransferContender.class, run.form()).with(certificate.jvmOptions()).withHeap(heap);
    return contender.endsWith("BoringSSL") ? jvm.withBoringSsl() : jvm;
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
