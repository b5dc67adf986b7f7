package io.saigon.storage;

import io.vertx.core.Vertx;

/** The same without TLS, where bodies are lent and not copied. */
class PlainDownloadFaultIT extends DownloadFaultContract {
  PlainDownloadFaultIT() {
    super(Vertx.vertx(), false);
  }
}
