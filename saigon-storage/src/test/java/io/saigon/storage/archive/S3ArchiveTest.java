package io.saigon.storage.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.aws.AwsService;
import io.saigon.storage.s3.Operations;
import io.saigon.storage.testing.ZipBuilder;
import io.saigon.storage.zip.MemoryArchive;
import io.saigon.storage.zip.ZipDirectory;
import io.saigon.testkit.Await;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;

class S3ArchiveTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final int ENTRIES = 60_000;

  @AfterAll
  static void stop() {
    Await.await(VERTX.close());
  }

  /** Names of one length, all of them with the same hash code. */
  private static String name(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 16; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  @Test
  void namesOfOneHashCodeDoNotTakeQuadraticTime() {
    ZipBuilder builder = new ZipBuilder();
    for (int i = 0; i < ENTRIES; i++) {
      builder.file(name(i), "");
    }
    byte[] zip = builder.build();
    MemoryArchive bytes = new MemoryArchive(zip.length);
    bytes.add(0, ByteBuffer.wrap(zip));
    S3ObjectDescriptor object = S3ObjectDescriptor.of("bucket", "a.zip");
    ObjectInfo info = new ObjectInfo(object, zip.length, null, null, null, Map.of());
    Operations operations = new Operations(VERTX, AwsService.of(VERTX, "s3", new NoClient()));
    // Where each name is compared with all others this takes minutes.
    S3Archive archive =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () ->
                new S3Archive(
                    operations, info, UnzipOptions.defaults(), ZipDirectory.read(bytes, ENTRIES)));
    assertThat(archive.entries()).hasSize(ENTRIES);
    assertThat(Await.await(archive.open(archive.entries().get(4711)))).isNotNull();
  }

  private static final class NoClient implements S3AsyncClient {
    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}
