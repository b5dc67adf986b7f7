package io.saigon.storage;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.Saigon;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.testing.ScriptedS3;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A storage on a server whose answers the test scripts. */
public abstract class ScriptedFixture {
  protected static final S3ObjectDescriptor OBJECT = S3ObjectDescriptor.of("bucket", "a/b.bin");
  protected static final String TAG = "\"0a1b-2\"";

  private final Vertx vertx = Vertx.vertx();
  protected final ScriptedS3 s3 = new ScriptedS3(vertx);
  protected final Saigon saigon = Saigon.create(vertx, s3.options());
  @TempDir protected Path tempDir;

  @AfterEach
  void stop() {
    await(saigon.close());
    s3.close();
    await(vertx.close());
  }

  protected static void assertFails(Future<?> call, Reason reason, String message) {
    assertThatThrownBy(() -> await(call))
        .isInstanceOfSatisfying(
            ObjectException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }
}
