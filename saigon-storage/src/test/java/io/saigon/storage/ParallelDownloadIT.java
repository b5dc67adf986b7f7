package io.saigon.storage;

class ParallelDownloadIT extends ParallelDownloadContract {
  ParallelDownloadIT() {
    super(true);
  }
}
