package io.saigon.examples.mistakes;

import static io.saigon.examples.mistakes.Surroundings.object;

import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Map;

/** Mistakes with objects and files. */
final class ObjectMistakes {
  private final Surroundings with;

  ObjectMistakes(Surroundings with) {
    this.with = with;
  }

  Map<String, Mistake> all() {
    ObjectStorage storage = with.saigon.storage();
    Path missing = with.directory.resolve("reports").resolve("today.csv");
    S3ObjectDescriptor nowhere = S3ObjectDescriptor.of("odrers", "today.csv");
    return Map.of(
        "object that does not exist", () -> storage.download(object("tody.csv")),
        "bucket that does not exist", () -> storage.download(nowhere),
        "bucket that does not exist, for a list", () -> storage.list("odrers", "", 10),
        "bucket that does not exist, for an upload",
            () -> storage.upload(nowhere, Buffer.buffer("x")),
        "file that is no zip", () -> storage.unzip(object("text.zip")),
        "file that is no zip, read in place", () -> storage.openArchive(object("text.zip")),
        "download to a directory that does not exist",
            () -> storage.downloadTo(object("text.zip"), missing),
        "upload of a file that does not exist", () -> storage.upload(object("today.csv"), missing));
  }
}
