package io.saigon.storage.download;

/** The same without TLS. */
class PlainParallelDownloadIT extends ParallelDownloadContract {
  PlainParallelDownloadIT() {
    super(false);
  }
}
