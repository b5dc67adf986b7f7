package io.saigon.storage;

import io.vertx.core.Vertx;

class DownloadFaultIT extends DownloadFaultContract {
  DownloadFaultIT() {
    super(Vertx.vertx(), true);
  }
}
