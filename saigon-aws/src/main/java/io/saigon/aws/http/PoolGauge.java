package io.saigon.aws.http;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.Http2Metric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollector;
import software.amazon.awssdk.metrics.NoOpMetricCollector;

/** Connections to each peer, counted for the SDK's HTTP metrics. */
public final class PoolGauge {
  private final String clientName;
  private final int maxConnections;
  private final Map<String, Peer> peers = new ConcurrentHashMap<>();

  public PoolGauge(String clientName, int maxConnections) {
    this.clientName = clientName;
    this.maxConnections = maxConnections;
  }

  public Lease lease(String origin) {
    return new Lease(origin);
  }

  private Peer hold(String origin) {
    return peers.compute(
        origin,
        (key, known) -> {
          Peer peer = known == null ? new Peer() : known;
          peer.holders++;
          return peer;
        });
  }

  private void release(String origin) {
    peers.computeIfPresent(origin, (key, peer) -> --peer.holders == 0 ? null : peer);
  }

  /** Returns the number of known peers: those that have a connection or a call. */
  public int size() {
    return peers.size();
  }

  private static final class Peer {
    // Changed in the map's own methods alone, which exclude each other.
    int holders;
    final AtomicInteger pending = new AtomicInteger();
    final AtomicInteger leased = new AtomicInteger();
    final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
  }

  /** The part of one exchange; used on its context alone. */
  public final class Lease {
    private final String origin;
    private final Peer peer;
    private long since;
    private boolean waits;
    private boolean leases;

    private Lease(String origin) {
      this.origin = origin;
      this.peer = hold(origin);
    }

    void waiting() {
      waits = true;
      since = System.nanoTime();
      peer.pending.incrementAndGet();
    }

    void acquired(HttpClientRequest request, Optional<MetricCollector> metrics) {
      HttpConnection connection = request.connection();
      waits = false;
      leases = true;
      peer.pending.decrementAndGet();
      peer.leased.incrementAndGet();
      if (peer.open.add(connection)) {
        hold(origin);
        connection.closeHandler(ignored -> forget(connection));
      }
      metrics
          .filter(collector -> !(collector instanceof NoOpMetricCollector))
          .ifPresent(collector -> report(collector, request));
    }

    private void report(MetricCollector metrics, HttpClientRequest request) {
      int leased = peer.leased.get();
      metrics.reportMetric(HttpMetric.HTTP_CLIENT_NAME, clientName);
      metrics.reportMetric(HttpMetric.MAX_CONCURRENCY, maxConnections);
      metrics.reportMetric(HttpMetric.PENDING_CONCURRENCY_ACQUIRES, peer.pending.get());
      metrics.reportMetric(HttpMetric.LEASED_CONCURRENCY, leased);
      metrics.reportMetric(
          HttpMetric.AVAILABLE_CONCURRENCY, Math.max(0, peer.open.size() - leased));
      metrics.reportMetric(
          HttpMetric.CONCURRENCY_ACQUIRE_DURATION, Duration.ofNanos(System.nanoTime() - since));
      if (request.version() == HttpVersion.HTTP_2) {
        HttpConnection connection = request.connection();
        metrics.reportMetric(
            Http2Metric.LOCAL_STREAM_WINDOW_SIZE_IN_BYTES,
            ConnectionSettings.localWindow(connection));
        metrics.reportMetric(
            Http2Metric.REMOTE_STREAM_WINDOW_SIZE_IN_BYTES,
            ConnectionSettings.remoteWindow(connection));
      }
    }

    /** The connection may be gone before its close handler was set. */
    void forget(HttpConnection connection) {
      if (peer.open.remove(connection)) {
        release(origin);
      }
    }

    /** To be called once. */
    void released() {
      if (waits) {
        waits = false;
        peer.pending.decrementAndGet();
      } else if (leases) {
        leases = false;
        peer.leased.decrementAndGet();
      }
      release(origin);
    }
  }
}
