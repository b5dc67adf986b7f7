package io.saigon.storage.download;

/**
 * A range of an object that is fetched in one request and written to a file.
 *
 * @param start position of the first byte in the object
 * @param end position after the last byte
 * @param fileOffset position of the first byte in the file
 */
public record ByteRange(long start, long end, long fileOffset) {
  public long length() {
    return end - start;
  }
}
