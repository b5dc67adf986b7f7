package io.saigon.rest.vertx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array that is written again and again without garbage. */
final class ByteWriter {
  private static final VarHandle PAIRS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final short[] LOWER_HEX = new short[256];
  private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int KEPT = 1 << 16;

  static {
    for (int b = 0; b < 256; b++) {
      LOWER_HEX[b] = (short) (Character.forDigit(b & 15, 16) << 8 | Character.forDigit(b >> 4, 16));
    }
  }

  byte[] bytes;
  int length;

  ByteWriter() {
    this(4096);
  }

  ByteWriter(int size) {
    bytes = new byte[size];
  }

  /** Starts anew; an array that grew unusually is given back. */
  void clear() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[4096];
    }
  }

  void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  void put(int b) {
    room(1);
    bytes[length++] = (byte) b;
  }

  void put(byte[] source) {
    put(source, 0);
  }

  void put(byte[] source, int from) {
    int n = source.length - from;
    room(n);
    System.arraycopy(source, from, bytes, length, n);
    length += n;
  }

  /** Text that is known to be ASCII. */
  // The deprecated copy is the one that the JIT turns into a plain array copy, and for ASCII it is
  // exact.
  @SuppressWarnings("deprecation")
  void ascii(String text) {
    int n = text.length();
    room(n);
    text.getBytes(0, n, bytes, length);
    length += n;
  }

  /** Writes a hash in lower-case hexadecimal digits, a byte's two at a time. */
  static void hex(byte[] hash, byte[] to, int at) {
    for (int i = 0; i < hash.length; i++) {
      PAIRS.set(to, at + i * 2, LOWER_HEX[hash[i] & 0xff]);
    }
  }

  void percent(int b) {
    room(3);
    bytes[length++] = '%';
    bytes[length++] = UPPER_HEX[(b >> 4) & 15];
    bytes[length++] = UPPER_HEX[b & 15];
  }

  /** What was written, in an array that may be the one written to. */
  byte[] written() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
