package io.saigon.testkit.internal.s3;

import org.jspecify.annotations.Nullable;

/** What S3 asks before each request. */
@FunctionalInterface
public interface S3Keys {
  /** An answer that is no success. */
  final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public Refusal(int status, String code, String message) {
      super(message, null, false, false);
      this.status = status;
      this.code = code;
    }

    public int status() {
      return status;
    }

    public String code() {
      return code;
    }
  }

  /** The secret of a key, or null if the key is not known. */
  @Nullable String secretOf(@Nullable String accessKeyId) throws Refusal;
}
