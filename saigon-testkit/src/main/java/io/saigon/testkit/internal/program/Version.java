package io.saigon.testkit.internal.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of the test kit. */
public final class Version {
  private Version() {}

  /** Returns it as the build wrote it. */
  public static String current() {
    try (InputStream text = Version.class.getResourceAsStream("version.txt")) {
      byte[] bytes = Objects.requireNonNull(text, "version.txt").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException("The version cannot be read", e);
    }
  }
}
