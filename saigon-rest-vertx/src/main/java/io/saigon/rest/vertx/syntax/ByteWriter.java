package io.saigon.rest.vertx.syntax;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array that is reused without garbage. Its fields are open for speed. */
public final class ByteWriter {
  private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int KEPT = 1 << 16;

  public byte[] bytes;
  public int length;

  public ByteWriter(int size) {
    bytes = new byte[size];
  }

  /** Empties this writer. */
  public void clear() {
    length = 0;
  }

  /** Empties this writer and overwrites what it held; an unusually large array is replaced. */
  public void erase() {
    if (bytes.length > KEPT) {
      bytes = new byte[4096];
    } else {
      Arrays.fill(bytes, 0, length, (byte) 0);
    }
    length = 0;
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
    room(source.length);
    System.arraycopy(source, 0, bytes, length, source.length);
    length += source.length;
  }

  /** Writes text that is known to be ASCII. */
  public void ascii(String text) {
    int n = text.length();
    room(n);
    byte[] to = bytes;
    int at = length;
    for (int i = 0; i < n; i++) {
      to[at + i] = (byte) text.charAt(i);
    }
    length = at + n;
  }

  /** Writes a hash in lower-case hexadecimal digits. */
  public void hex(byte[] hash) {
    room(hash.length * 2);
    hex(hash, bytes, length);
    length += hash.length * 2;
  }

  /** Writes a hash in lower-case hexadecimal digits. */
  public static void hex(byte[] hash, byte[] to, int at) {
    for (int i = 0; i < hash.length; i++) {
      to[at + i * 2] = LOWER_HEX[(hash[i] >> 4) & 15];
      to[at + i * 2 + 1] = LOWER_HEX[hash[i] & 15];
    }
  }

  public void percent(int b) {
    room(3);
    bytes[length++] = '%';
    bytes[length++] = UPPER_HEX[(b >> 4) & 15];
    bytes[length++] = UPPER_HEX[b & 15];
  }

  public String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
