package io.saigon.storage;

import static io.saigon.testkit.Await.await;

import io.saigon.api.Saigon;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.storage.testing.ScriptedS3;
import io.saigon.storage.testing.ZipBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/** Runs in a process of its own, which has a disk of 4 MiB and one that cannot be written to. */
final class FullDiskProbe {
  private static final S3ObjectDescriptor SOURCE = S3ObjectDescriptor.of("bucket", "object");

  private FullDiskProbe() {}

  public static void main(String[] args) throws Exception {
    Path small = Path.of(args[0]);
    Path readOnly = Path.of(args[1]);
    Vertx vertx = Vertx.vertx();
    ScriptedS3 s3 = new ScriptedS3(vertx);
    Saigon saigon = Saigon.create(vertx, s3.options());
    // Without a length it is unknown in advance that the object will not fit.
    s3.then(request -> request.response().setChunked(true).end(Buffer.buffer(new byte[8 << 20])));
    print(
        "download",
        saigon.storage().download(SOURCE, DownloadOptions.defaults().withDirectory(small)),
        small);
    s3.then(request -> request.response().setChunked(true).end(Buffer.buffer(new byte[8 << 20])));
    print("downloadTo", saigon.storage().downloadTo(SOURCE, small.resolve("file")), small);
    UnzipOptions options =
        UnzipOptions.defaults().withDownload(DownloadOptions.defaults().withDirectory(small));
    // The disk has room for these but no inodes, which is not checked in advance.
    for (int files : new int[] {600, 2000}) {
      byte[] archive = many(files);
      s3.then(request -> request.response().end(Buffer.buffer(archive)));
      print(files == 600 ? "unzip" : "unzipMany", saigon.storage().unzip(SOURCE, options), small);
    }
    // There is room for the fetched bytes, and for the extracted files, but not for both.
    byte[] content = new byte[2_400_000];
    new Random(1).nextBytes(content);
    byte[] large = new ZipBuilder().file("large", content).build();
    s3.then(ScriptedS3.range(large, "\"tag\""));
    RemoteArchive remote = await(saigon.storage().openArchive(SOURCE, options));
    print("extract", remote.extract(entry -> true), small);
    s3.then(request -> request.response().end("x"));
    print(
        "readOnly",
        saigon.storage().download(SOURCE, DownloadOptions.defaults().withDirectory(readOnly)),
        readOnly);
    s3.then(request -> request.response().end("x"));
    print("readOnlyTo", saigon.storage().downloadTo(SOURCE, readOnly.resolve("file")), readOnly);
    await(saigon.close());
    s3.close();
    await(vertx.close());
  }

  private static byte[] many(int files) {
    ZipBuilder zip = new ZipBuilder();
    for (int i = 0; i < files; i++) {
      zip.file("f" + i, "x");
    }
    return zip.build();
  }

  private static void print(String what, Future<?> call, Path directory) throws Exception {
    String outcome;
    try {
      await(call);
      outcome = "done";
    } catch (LocalFileException e) {
      outcome = e.reason() + " " + e.getMessage();
    }
    try (Stream<Path> left = Files.list(directory)) {
      System.out.println(what + ": " + outcome + "; left " + left.toList());
    }
  }
}
