package io.saigon.storage;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.testing.Storages;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A storage on the local AWS for the tests of a class, none of which leaves a file behind. */
@ExtendWith(LocalAwsExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StorageFixture {
  protected LocalAws aws;
  protected Storages storages;

  @BeforeAll
  void start(LocalAws local) {
    aws = local;
    storages = new Storages(local);
  }

  @AfterAll
  void stop() throws IOException {
    storages.close();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(storages.left()).isEmpty();
  }

  protected S3ObjectDescriptor object(String key) {
    return S3ObjectDescriptor.of(storages.bucket, key);
  }

  protected S3ObjectDescriptor uploaded(String key, byte[] content) {
    await(storages.storage().upload(object(key), Buffer.buffer(content)));
    return object(key);
  }

  protected static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
