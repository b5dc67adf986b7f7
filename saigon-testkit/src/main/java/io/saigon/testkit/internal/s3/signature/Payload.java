package io.saigon.testkit.internal.s3.signature;

import java.util.Map;

/** A request's body on its way; nothing of it may be stored before {@link #end()}. */
public interface Payload {
  /** Takes a part of the body as it came, and returns the bytes that are the object's. */
  byte[] pass(byte[] part);

  /**
   * Verifies the whole body.
   *
   * @return the trailers, names in lower case
   */
  Map<String, String> end();

  /** A body that the signature does not cover. */
  static Payload unsigned() {
    return new Payload() {
      @Override
      public byte[] pass(byte[] part) {
        return part;
      }

      @Override
      public Map<String, String> end() {
        return Map.of();
      }
    };
  }
}
