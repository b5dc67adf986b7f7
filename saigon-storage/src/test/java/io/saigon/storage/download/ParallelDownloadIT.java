package io.saigon.storage.download;

class ParallelDownloadIT extends ParallelDownloadContract {
  ParallelDownloadIT() {
    super(true);
  }
}
