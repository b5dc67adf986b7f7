package io.saigon.storage;

import io.vertx.core.Vertx;
import io.vertx.core.spi.tracing.VertxTracer;

/**
 * The same without TLS where Vert.x's HTTP client is traced, so that bodies are copied and not
 * lent.
 */
class TracedDownloadFaultIT extends DownloadFaultContract {
  TracedDownloadFaultIT() {
    super(Vertx.builder().withTracer(options -> new VertxTracer<>() {}).build(), false);
  }
}
