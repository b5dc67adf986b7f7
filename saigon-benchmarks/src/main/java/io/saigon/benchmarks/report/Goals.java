package io.saigon.benchmarks.report;

import static io.saigon.benchmarks.report.Goal.BEST_PEER;
import static io.saigon.benchmarks.report.Goal.FASTEST_PEER;
import static io.saigon.benchmarks.report.Goal.atLeast;
import static io.saigon.benchmarks.report.Goal.atMost;
import static io.saigon.benchmarks.report.Goal.none;

import java.util.ArrayList;
import java.util.List;

/** All rows of the table. */
final class Goals {
  private static final String BORING = "saigon on BoringSSL";
  private static final String START = "process start to first signed answer";
  private static final String BARE = "limit: bare Vert.x";
  private static final String SIGNED = "signed GETs, 64 in flight";
  private static final String CONSTANT = "limit: constant headers";
  private static final String CALL = "GetSecretValue";
  private static final String PAUSE = "longest pause of an event loop, first call";
  private static final String LOCAL = "local AWS, 50 clients log in";

  private Goals() {}

  static List<Goal> all() {
    List<Goal> goals = new ArrayList<>();
    for (String method : List.of("GET", "POST")) {
      String job = "SigV4 signature, " + method;
      goals.add(atMost(job, "ns", 1.15).times("limit"));
      goals.add(atMost(job, "ns", 0.2).times(BEST_PEER));
      goals.add(atMost(job, "B", 400));
    }
    goals.add(atLeast(SIGNED, "requests/s", 0.97).times(CONSTANT));
    goals.add(atLeast(SIGNED, "requests/s", 0.95).times(CONSTANT).of("saigon's RestClient"));
    goals.add(atMost("cached typed secret, 1", "ns", 10));
    // What the profiler counts of others is never quite nothing.
    goals.add(atMost("cached typed secret, 1", "B", 0.5));
    // Of so many the limit, a look-up in a map, misses the processor's caches as well.
    goals.add(none("cached typed secret, 10000", "ns", true).times("limit"));
    goals.add(none("cached secret, measured", "ns", true).times("limit"));
    goals.add(none("secret past the cache", "ns", true).times("limit"));
    goals.add(none("verified token", "ns", true).times("limit"));
    goals.add(none("credentials of a session", "ns", true).times("limit"));
    goals.add(atMost(CALL, "CPU µs", 1).times("SDK netty-nio"));
    goals.add(none(CALL, "calls/s", false));
    goals.add(atMost(CALL, "threads beside Vert.x's", 0));
    goals.add(atLeast(CALL, "% on caller's context", 100));
    goals.add(atMost(PAUSE, "ms", 100));
    for (String size : List.of("256 MiB", "1 GiB")) {
      String job = "download " + size;
      goals.add(atLeast(job, "MiB/s", 1).times(BEST_PEER));
      goals.add(atMost(job, "CPU-s/GiB", 1.1).times(FASTEST_PEER));
      goals.add(atMost(job, "peak MB", 128));
      goals.add(atLeast(job, "MiB/s", 1.3).times(BEST_PEER).of(BORING));
      goals.add(atMost(job, "CPU-s/GiB", 0.7).times(FASTEST_PEER).of(BORING));
    }
    for (String upload : List.of("a file", "a stream")) {
      String job = "upload of " + upload + ", 256 MiB";
      goals.add(atLeast(job, "MiB/s", 1).times(BEST_PEER));
      goals.add(none(job, "CPU-s/GiB", true));
      goals.add(none(job, "peak MB", true));
    }
    goals.add(none("ranges of 1 MiB, 256 MiB", "MiB/s", false));
    goals.add(none("ranges of 1 MiB, 256 MiB", "CPU-s/GiB", true));
    goals.add(atLeast("unzip 5000 x 4 KiB", "MiB/s", 175));
    goals.add(atLeast("unzip 1 x 256 MiB", "MiB/s", 280));
    for (int size : new int[] {1, 16, 200}) {
      for (int every : new int[] {100, 10, 1}) {
        goals.add(none("fetch 1 of " + every + " entries of " + size + " KiB", "MB fetched", true));
      }
    }
    goals.add(atMost(START, "ms", 1.05).times(BARE));
    goals.add(atMost(START, "ms", 0.6).times(BARE).of("saigon with class archive"));
    for (String flow : List.of("saigon", "saigon, SRP flow")) {
      goals.add(none("log-in", "CPU ms", true).times("limit: three powers").of(flow));
    }
    goals.add(atLeast(LOCAL, "log-ins/s", 250));
    goals.add(atMost(LOCAL, "ms to start", 1500));
    goals.add(atMost(LOCAL, "MB idle", 150));
    return goals;
  }
}
