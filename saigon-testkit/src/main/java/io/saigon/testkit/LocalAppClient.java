package io.saigon.testkit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An app client of a {@link LocalUserPool}, created for a test.
 *
 * @param id client id
 * @param secret client secret, or null for a public client
 */
public record LocalAppClient(String id, @Nullable String secret) {
  /**
   * Creates a value.
   *
   * @param id client id
   * @param secret client secret, or null for a public client
   * @throws NullPointerException if {@code id} is null
   */
  public LocalAppClient {
    Objects.requireNonNull(id, "id");
  }

  /** Returns the id without the secret. */
  @Override
  public String toString() {
    return "LocalAppClient[id=" + id + "]";
  }
}
