package io.saigon.storage.zip;

import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.storage.testing.UnzipHarness;
import io.saigon.storage.testing.ZipBuilder;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One harness for the tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UnzipFixture {
  UnzipHarness harness;

  @BeforeAll
  void start() throws IOException {
    harness = new UnzipHarness();
  }

  @AfterAll
  void stop() throws IOException {
    harness.close();
  }

  static ZipBuilder zip() {
    return new ZipBuilder().file("before.txt", "innocent");
  }

  Reason reason(ZipBuilder zip) {
    return harness.refused(zip.build()).reason();
  }
}
