package io.saigon.storage;

import static io.saigon.storage.UnzipHarness.await;

import io.saigon.api.Saigon;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
    // Without a length nobody can tell before that it will not fit.
    s3.then(request -> request.response().setChunked(true).end(Buffer.buffer(new byte[8 << 20])));
    tell(
        "download",
        saigon.storage().download(SOURCE, DownloadOptions.defaults().withDirectory(small)),
        small);
    s3.then(request -> request.response().setChunked(true).end(Buffer.buffer(new byte[8 << 20])));
    tell("downloadTo", saigon.storage().downloadTo(SOURCE, small.resolve("file")), small);
    // Small files take a page each, which their sizes do not show.
    ZipBuilder zip = new ZipBuilder();
    for (int i = 0; i < 2000; i++) {
      zip.file("f" + i, "x");
    }
    byte[] archive = zip.build();
    s3.then(request -> request.response().end(Buffer.buffer(archive)));
    UnzipOptions options = UnzipOptions.defaults();
    tell(
        "unzip",
        saigon
            .storage()
            .unzip(SOURCE, options.withDownload(DownloadOptions.defaults().withDirectory(small))),
        small);
    s3.then(request -> request.response().end("x"));
    tell(
        "readOnly",
        saigon.storage().download(SOURCE, DownloadOptions.defaults().withDirectory(readOnly)),
        readOnly);
    s3.then(request -> request.response().end("x"));
    tell("readOnlyTo", saigon.storage().downloadTo(SOURCE, readOnly.resolve("file")), readOnly);
    await(saigon.close());
    s3.close();
    await(vertx.close());
  }

  private static void tell(String what, Future<?> call, Path place) throws Exception {
    String outcome;
    try {
      await(call);
      outcome = "done";
    } catch (LocalFileException e) {
      outcome = e.reason() + " " + e.getMessage();
    }
    try (Stream<Path> left = Files.list(place)) {
      System.out.println(what + ": " + outcome + "; left " + left.toList());
    }
  }
}
