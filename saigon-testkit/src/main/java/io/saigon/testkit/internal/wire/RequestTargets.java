package io.saigon.testkit.internal.wire;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** Paths and queries as they come over the wire. */
public final class RequestTargets {
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

  private RequestTargets() {}

  /** Returns whether path and query can be decoded: each percent sign has its two digits. */
  public static boolean isWellFormed(HttpServerRequest request) {
    return !BROKEN_ESCAPE.matcher(request.uri()).find();
  }
}
