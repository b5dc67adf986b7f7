package io.saigon.storage;

/** The same without TLS. */
class PlainParallelDownloadIT extends ParallelDownloadContract {
  PlainParallelDownloadIT() {
    super(false);
  }
}
