package io.saigon.api.vault;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A secret as its vault holds it. The content is left out of {@link #toString()}.
 *
 * @param id name of the secret, as it was requested
 * @param content the secret, as bytes; text is UTF-8. Not to be modified
 * @param version version of the value as the vault names it, or null if it has no versions; two
 *     values of one key with the same version are equal
 * @param expiresAt time at which the secret expires, as a token does, or null if that is not known;
 *     a vault renews it ahead of that moment and does not serve it from then on
 * @param lease lease under which the store gave the secret, or null if there is none. A leased
 *     secret is fresh until it expires, whatever the vault's time to live is
 */
public record SecretValue(
    SecretId id,
    Buffer content,
    @Nullable String version,
    @Nullable Instant expiresAt,
    @Nullable SecretLease lease) {
  /**
   * Creates a secret, and checks that nothing is missing.
   *
   * @param id name of the secret, as it was requested
   * @param content the secret, as bytes
   * @param version version of the value as the vault names it, or null if it has no versions
   * @param expiresAt time at which the secret expires, as a token does, or null if that is not
   *     known
   * @param lease lease under which the store gave the secret, or null if there is none
   * @throws IllegalArgumentException if there is a lease and no expiration
   */
  public SecretValue {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(content, "content");
    if (lease != null && expiresAt == null) {
      throw new IllegalArgumentException("A leased secret expires; give the time");
    }
  }

  /**
   * Creates a secret that is not leased.
   *
   * @param id name of the secret, as it was requested
   * @param content the secret, as bytes
   * @param version version of the value as the vault names it, or null if it has no versions
   * @param expiresAt time at which the secret expires, as a token does, or null if that is not
   *     known
   */
  public SecretValue(
      SecretId id, Buffer content, @Nullable String version, @Nullable Instant expiresAt) {
    this(id, content, version, expiresAt, null);
  }

  /**
   * Creates a secret that does not expire.
   *
   * @param id name of the secret, as it was requested
   * @param content the secret, as bytes
   * @param version version of the value, or null if the vault has no versions
   */
  public SecretValue(SecretId id, Buffer content, @Nullable String version) {
    this(id, content, version, null);
  }

  /**
   * Returns a secret that is text and does not expire.
   *
   * @param id name of the secret, as it was requested
   * @param text the secret
   * @param version version of the value, or null if the vault has no versions
   * @return the secret
   */
  public static SecretValue ofText(SecretId id, String text, @Nullable String version) {
    Objects.requireNonNull(text, "text");
    return new SecretValue(id, Buffer.buffer(text), version);
  }

  /**
   * Returns this secret with another expiration.
   *
   * @param expiresAt time at which it expires, or null if that is not known
   * @return the new secret
   */
  public SecretValue withExpiresAt(@Nullable Instant expiresAt) {
    return new SecretValue(id, content, version, expiresAt, lease);
  }

  /**
   * Returns this secret under a lease.
   *
   * @param lease the lease
   * @param expiresAt time at which the lease ends unless it is renewed
   * @return the new secret
   */
  public SecretValue withLease(SecretLease lease, Instant expiresAt) {
    Objects.requireNonNull(expiresAt, "expiresAt");
    return new SecretValue(id, content, version, expiresAt, Objects.requireNonNull(lease, "lease"));
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }

  /**
   * Returns the content as text.
   *
   * @return the content, decoded as UTF-8
   */
  public String text() {
    return content.toString();
  }

  @Override
  public String toString() {
    return "SecretValue[id=" + id + ", version=" + version + ", expiresAt=" + expiresAt + "]";
  }
}
