package io.saigon.rest.vertx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array that is written again and again without garbage. */
final class ByteWriter {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int KEPT = 1 << 16;

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
    put(source, source.length);
  }

  void put(byte[] source, int n) {
    room(n);
    System.arraycopy(source, 0, bytes, length, n);
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

  void hex(byte[] hash) {
    room(hash.length * 2);
    hex(hash, bytes, length);
    length += hash.length * 2;
  }

  /** Writes a hash in lower-case hexadecimal digits, four bytes at a time. */
  static void hex(byte[] hash, byte[] to, int at) {
    for (int i = 0; i < hash.length; i += 4) {
      long x = (int) INTS.get(hash, i) & 0xffffffffL;
      x = (x | x << 16) & 0x0000ffff0000ffffL;
      x = (x | x << 8) & 0x00ff00ff00ff00ffL;
      x = (x >>> 4 | x << 8) & 0x0f0f0f0f0f0f0f0fL;
      long letters = (x + 0x0606060606060606L) >>> 4 & 0x0101010101010101L;
      LONGS.set(to, at + i * 2, x + 0x3030303030303030L + letters * ('a' - '9' - 1));
    }
  }

  void percent(int b) {
    room(3);
    bytes[length++] = '%';
    bytes[length++] = UPPER_HEX[(b >> 4) & 15];
    bytes[length++] = UPPER_HEX[b & 15];
  }

  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
