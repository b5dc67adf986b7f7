package io.saigon.aws;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollector;
import software.amazon.awssdk.metrics.NoOpMetricCollector;

/** Connections to each peer, counted for the SDK's HTTP metrics. */
final class PoolGauge {
  private final String clientName;
  private final int maxConnections;
  private final Map<String, Peer> peers = new ConcurrentHashMap<>();

  PoolGauge(String clientName, int maxConnections) {
    this.clientName = clientName;
    this.maxConnections = maxConnections;
  }

  Lease lease(String origin) {
    return new Lease(peers.computeIfAbsent(origin, key -> new Peer()));
  }

  private static final class Peer {
    final AtomicInteger pending = new AtomicInteger();
    final AtomicInteger leased = new AtomicInteger();
    final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
  }

  /** The part of one exchange; used on its context alone. */
  final class Lease {
    private final Peer peer;
    private long since;
    private boolean waits;
    private boolean leases;

    private Lease(Peer peer) {
      this.peer = peer;
    }

    void waiting() {
      waits = true;
      since = System.nanoTime();
      peer.pending.incrementAndGet();
    }

    void acquired(HttpConnection connection, Optional<MetricCollector> metrics) {
      waits = false;
      leases = true;
      peer.pending.decrementAndGet();
      peer.leased.incrementAndGet();
      if (peer.open.add(connection)) {
        connection.closeHandler(ignored -> peer.open.remove(connection));
      }
      metrics
          .filter(collector -> !(collector instanceof NoOpMetricCollector))
          .ifPresent(this::tell);
    }

    private void tell(MetricCollector metrics) {
      int leased = peer.leased.get();
      metrics.reportMetric(HttpMetric.HTTP_CLIENT_NAME, clientName);
      metrics.reportMetric(HttpMetric.MAX_CONCURRENCY, maxConnections);
      metrics.reportMetric(HttpMetric.PENDING_CONCURRENCY_ACQUIRES, peer.pending.get());
      metrics.reportMetric(HttpMetric.LEASED_CONCURRENCY, leased);
      metrics.reportMetric(
          HttpMetric.AVAILABLE_CONCURRENCY, Math.max(0, peer.open.size() - leased));
      metrics.reportMetric(
          HttpMetric.CONCURRENCY_ACQUIRE_DURATION, Duration.ofNanos(System.nanoTime() - since));
    }

    /** The connection may be gone before its close handler was set. */
    void forget(HttpConnection connection) {
      peer.open.remove(connection);
    }

    void released() {
      if (waits) {
        waits = false;
        peer.pending.decrementAndGet();
      } else if (leases) {
        leases = false;
        peer.leased.decrementAndGet();
      }
    }
  }
}
