package io.saigon.testkit.internal.s3.event;

import java.util.List;

/**
 * A destination of a bucket's events.
 *
 * @param events names with wildcards, such as {@code s3:ObjectCreated:*}
 */
record Destination(String id, String arn, List<String> events, String prefix, String suffix) {
  boolean wants(String event, String key) {
    return key.startsWith(prefix)
        && key.endsWith(suffix)
        && events.stream().anyMatch(name -> fits(name, "s3:" + event));
  }

  private static boolean fits(String name, String event) {
    return name.endsWith("*")
        ? event.startsWith(name.substring(0, name.length() - 1))
        : name.equals(event);
  }

  /** Returns whether both could get one event, which S3 does not allow. */
  boolean overlaps(Destination other) {
    boolean keys =
        (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix))
            && (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix));
    return keys
        && events.stream().anyMatch(one -> other.events.stream().anyMatch(two -> one(one, two)));
  }

  private static boolean one(String name, String other) {
    return fits(name, other) || fits(other, name);
  }
}
