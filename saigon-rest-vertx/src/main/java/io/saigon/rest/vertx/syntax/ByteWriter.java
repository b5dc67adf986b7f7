package io.saigon.rest.vertx.syntax;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array that is reused without garbage. Its fields are open for speed. */
public final class ByteWriter {
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

  public byte[] bytes;
  public int length;

  public ByteWriter() {
    this(4096);
  }

  public ByteWriter(int size) {
    bytes = new byte[size];
  }

  /** Empties this writer; an unusually large array is replaced. */
  public void clear() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[4096];
    }
  }

  public void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  public void put(int b) {
    room(1);
    bytes[length++] = (byte) b;
  }

  public void put(byte[] source) {
    put(source, 0);
  }

  public void put(byte[] source, int from) {
    int n = source.length - from;
    room(n);
    System.arraycopy(source, from, bytes, length, n);
    length += n;
  }

  /** Writes text that is known to be ASCII. */
  // The deprecated copy is the one that the JIT turns into a plain array copy, and for ASCII it is
  // exact.
  @SuppressWarnings("deprecation")
  public void ascii(String text) {
    int n = text.length();
    room(n);
    text.getBytes(0, n, bytes, length);
    length += n;
  }

  /** Writes a hash in lower-case hexadecimal digits, a byte's two at a time. */
  public static void hex(byte[] hash, byte[] to, int at) {
    for (int i = 0; i < hash.length; i++) {
      PAIRS.set(to, at + i * 2, LOWER_HEX[hash[i] & 0xff]);
    }
  }

  public void percent(int b) {
    room(3);
    bytes[length++] = '%';
    bytes[length++] = UPPER_HEX[(b >> 4) & 15];
    bytes[length++] = UPPER_HEX[b & 15];
  }

  /** Returns the written bytes, in an array that may be the one written to. */
  public byte[] written() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  public String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
