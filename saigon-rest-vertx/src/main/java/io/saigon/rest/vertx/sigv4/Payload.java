package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.saigon.rest.vertx.syntax.ByteWriter;
import io.vertx.core.buffer.Buffer;

/** The payload line of a canonical request. */
final class Payload {
  static final byte[] EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".getBytes(US_ASCII);
  static final byte[] UNSIGNED = "UNSIGNED-PAYLOAD".getBytes(US_ASCII);

  private Payload() {}

  static byte[] of(SigningScratch scratch, PayloadSigning signing, byte[] body) {
    if (signing == PayloadSigning.UNSIGNED) {
      return UNSIGNED;
    }
    if (body.length == 0) {
      return EMPTY;
    }
    scratch.update(body, 0, body.length);
    scratch.digest(scratch.hash, 0);
    return hex(scratch);
  }

  static byte[] of(SigningScratch scratch, PayloadSigning signing, Buffer body) {
    if (signing == PayloadSigning.UNSIGNED) {
      return UNSIGNED;
    }
    if (body.length() == 0) {
      return EMPTY;
    }
    scratch.hash(body);
    return hex(scratch);
  }

  private static byte[] hex(SigningScratch scratch) {
    ByteWriter.hex(scratch.hash, scratch.payload, 0);
    return scratch.payload;
  }
}
