package io.saigon.storage.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zip archives that no regular tool would write. */
public final class ZipBuilder {
  public static final int STORED = 0;
  public static final int DEFLATED = 8;

  public static final class Entry {
    public byte[] name;
    public byte[] localName;
    public byte[] data;
    public byte[] extra = {};
    public int method = DEFLATED;
    public int flags = 1 << 11;
    public int localFlags = -1;
    public int madeBy = 3 << 8 | 20;
    public int mode = 0100644;
    public int dosDate = (2026 - 1980) << 9 | 1 << 5 | 2;
    public int dosTime = 10 << 11 | 20 << 5;
    public long crc;
    public long size;
    public long compressedSize;
    public long localSize = -1;
    public long localCrc = -1;
    public int localExtraLength;
    public long offset = -1;
    public byte[] descriptor = {};
  }

  private final List<Entry> entries = new ArrayList<>();
  public byte[] prefix = {};
  public byte[] comment = {};
  public byte[] padding = {};
  public int declaredEntries = -1;
  public long directoryOffsetShift;
  public int disk;
  // Bytes that the archive has, and the built one has not, at the end of an entry's data.
  public long gap;
  public int gapIn = Integer.MAX_VALUE;
  public int gapAt;
  public boolean zip64;

  public ZipBuilder file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8), e -> {});
  }

  public ZipBuilder file(String name, byte[] content) {
    return file(name, content, e -> {});
  }

  public ZipBuilder directory(String name) {
    return file(name, new byte[0], e -> e.mode = 0040755);
  }

  public ZipBuilder file(String name, String content, Consumer<Entry> change) {
    return file(name, content.getBytes(StandardCharsets.UTF_8), change);
  }

  public ZipBuilder file(String name, byte[] content, Consumer<Entry> change) {
    Entry entry = new Entry();
    entry.name = name.getBytes(StandardCharsets.UTF_8);
    entry.size = content.length;
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.crc = crc.getValue();
    entry.data = deflate(content);
    entry.compressedSize = entry.data.length;
    change.accept(entry);
    if (entry.method == STORED && entry.data.length != content.length) {
      entry.data = content;
      entry.compressedSize = content.length;
    }
    entries.add(entry);
    return this;
  }

  public ZipBuilder change(Consumer<ZipBuilder> change) {
    change.accept(this);
    return this;
  }

  public static byte[] deflate(byte[] content) {
    if (content.length == 0) {
      return new byte[] {3, 0};
    }
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      deflated.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return deflated.toByteArray();
  }

  public byte[] build() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(prefix);
    long[] offsets = new long[entries.size()];
    for (int i = 0; i < entries.size(); i++) {
      Entry e = entries.get(i);
      offsets[i] = e.offset >= 0 ? e.offset : out.size() - prefix.length + (i > gapIn ? gap : 0);
      byte[] name = e.localName == null ? e.name : e.localName;
      boolean later = (e.flags & 8) != 0;
      ByteBuffer header = little(30 + name.length);
      header.putInt(0x04034b50).putShort((short) 20);
      header.putShort((short) (e.localFlags >= 0 ? e.localFlags : e.flags));
      header.putShort((short) e.method).putShort((short) e.dosTime).putShort((short) e.dosDate);
      header.putInt((int) (later ? 0 : e.localCrc >= 0 ? e.localCrc : e.crc));
      header.putInt((int) (later ? 0 : e.compressedSize));
      header.putInt((int) (later ? 0 : e.localSize >= 0 ? e.localSize : e.size));
      header.putShort((short) name.length).putShort((short) e.localExtraLength).put(name);
      out.writeBytes(header.array());
      out.writeBytes(e.data);
      if (i == gapIn) {
        gapAt = out.size();
      }
      out.writeBytes(e.descriptor);
    }
    long start = out.size() - prefix.length;
    for (int i = 0; i < entries.size(); i++) {
      out.writeBytes(central(entries.get(i), offsets[i]));
    }
    long size = out.size() - prefix.length - start;
    end(out, start + gap + directoryOffsetShift, size);
    return out.toByteArray();
  }

  private byte[] central(Entry e, long offset) {
    byte[] extra = zip64 ? zip64Extra(e, offset) : e.extra;
    ByteBuffer header = little(46 + e.name.length + extra.length);
    header.putInt(0x02014b50).putShort((short) e.madeBy).putShort((short) 20);
    header.putShort((short) e.flags).putShort((short) e.method);
    header.putShort((short) e.dosTime).putShort((short) e.dosDate).putInt((int) e.crc);
    header.putInt(zip64 ? -1 : (int) e.compressedSize).putInt(zip64 ? -1 : (int) e.size);
    header.putShort((short) e.name.length).putShort((short) extra.length).putShort((short) 0);
    header.putShort((short) 0).putShort((short) 0).putInt(e.mode << 16);
    header.putInt(zip64 ? -1 : (int) offset).put(e.name).put(extra);
    return header.array();
  }

  private static byte[] zip64Extra(Entry e, long offset) {
    ByteBuffer extra = little(28 + e.extra.length).put(e.extra);
    extra.putShort((short) 1).putShort((short) 24);
    return extra.putLong(e.size).putLong(e.compressedSize).putLong(offset).array();
  }

  private void end(ByteArrayOutputStream out, long start, long size) {
    int count = declaredEntries >= 0 ? declaredEntries : entries.size();
    if (zip64) {
      long at = out.size() - prefix.length + gap;
      ByteBuffer end = little(56 + 20);
      end.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
      end.putInt(0).putInt(0).putLong(count).putLong(count).putLong(size).putLong(start);
      end.putInt(0x07064b50).putInt(0).putLong(at).putInt(1);
      out.writeBytes(end.array());
    }
    ByteBuffer end = little(22 + comment.length);
    end.putInt(0x06054b50).putShort((short) disk).putShort((short) disk);
    end.putShort(zip64 ? (short) -1 : (short) count).putShort(zip64 ? (short) -1 : (short) count);
    end.putInt(zip64 ? -1 : (int) size).putInt(zip64 ? -1 : (int) start);
    end.putShort((short) comment.length).put(comment);
    out.writeBytes(end.array());
    out.writeBytes(padding);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
