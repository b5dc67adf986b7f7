package io.saigon.storage.download;

import io.vertx.core.Vertx;

class DownloadFaultIT extends DownloadFaultContract {
  DownloadFaultIT() {
    super(Vertx.vertx(), true);
  }
}
