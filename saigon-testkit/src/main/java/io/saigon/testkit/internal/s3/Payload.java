package io.saigon.testkit.internal.s3;

import io.vertx.core.buffer.Buffer;

/** A request's body on its way; holds enough of it back to keep a bad one from being stored. */
interface Payload {
  /** What may go on, now that this part came. */
  Buffer pass(Buffer part);

  /** What was held back, once all came and is right. */
  Buffer end();

  /** A body of which the signature says nothing. */
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
