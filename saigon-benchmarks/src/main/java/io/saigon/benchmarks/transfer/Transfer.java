package io.saigon.benchmarks.transfer;

/** Directions and forms of a transfer. */
enum Transfer {
  /** An object to a file. */
  DOWNLOAD("download"),
  /** A file to an object. */
  UPLOAD("upload of a file,"),
  /** A stream to an object. */
  STREAM("upload of a stream,"),
  /** Parts of an object, one after the other on a connection that stays. */
  RANGES("ranges of 1 MiB,");

  /** The SDK's client, which runs out of memory with less. */
  static final String CRT = "SDK CRT (1 GB heap)";

  /** The transfer manager. */
  static final String MANAGER = "S3TransferManager on CRT";

  /** Vert.x's client, which sends without a signature or a checksum. */
  static final String SENT = "limit: Vert.x, sent";

  private final String title;

  Transfer(String title) {
    this.title = title;
  }

  /** Returns the name of the job for a size. */
  String job(int mebibytes) {
    return title + " " + (mebibytes < 1024 ? mebibytes + " MiB" : mebibytes / 1024 + " GiB");
  }

  boolean isRead() {
    return this == DOWNLOAD || this == RANGES;
  }

  boolean isOf(String contender) {
    return switch (contender) {
      case CRT -> isRead();
      case MANAGER -> this != RANGES;
      case SENT -> !isRead();
      default -> this == DOWNLOAD || !contender.startsWith("limit");
    };
  }
}
