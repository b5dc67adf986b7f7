package io.saigon.rest.vertx;

import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages that were requested. It remembers the latest ones, and detects longer cycles by one page
 * that it replaces ever more rarely (Brent, "An improved Monte Carlo factorization algorithm",
 * 1980).
 */
final class VisitedPages {
  private static final int LATEST = 128;

  private final Set<String> latest = new LinkedHashSet<>();
  private @Nullable String mark;
  private long sinceMark;
  private long nextMark = LATEST;

  VisitedPages(URI first) {
    add(first);
  }

  /** Adds a page, or returns false if it was requested before. */
  boolean add(URI page) {
    // Without the fragment, which is not sent.
    String target = page.getRawPath() + '?' + page.getRawQuery();
    if (target.equals(mark) || !latest.add(target)) {
      return false;
    }
    if (latest.size() > LATEST) {
      Iterator<String> eldest = latest.iterator();
      eldest.next();
      eldest.remove();
    }
    sinceMark++;
    if (sinceMark == nextMark) {
      mark = target;
      sinceMark = 0;
      nextMark *= 2;
    }
    return true;
  }
}
