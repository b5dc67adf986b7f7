package io.saigon.storage.download;

import io.vertx.core.Vertx;

/** The same without TLS. */
class PlainDownloadFaultIT extends DownloadFaultContract {
  PlainDownloadFaultIT() {
    super(Vertx.vertx(), false);
  }
}
