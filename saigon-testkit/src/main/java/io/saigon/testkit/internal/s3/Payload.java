package io.saigon.testkit.internal.s3;

import io.vertx.core.buffer.Buffer;

/** A request's body on its way; holds enough of it back to keep a bad one from being stored. */
interface Payload {
  /** Takes a part of the body and returns the bytes to forward. */
  Buffer pass(Buffer part);

  /** Returns the bytes held back so far, once the whole body is verified. */
  Buffer end();

  /** A body that the signature does not cover. */
  static Payload unsigned() {
    return new Payload() {
      @Override
      public Buffer pass(Buffer part) {
        return part;
      }

      @Override
      public Buffer end() {
        return Buffer.buffer();
      }
    };
  }
}
