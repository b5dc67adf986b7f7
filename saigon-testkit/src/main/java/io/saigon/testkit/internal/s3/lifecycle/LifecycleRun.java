package io.saigon.testkit.internal.s3.lifecycle;

import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Protection;
import io.saigon.testkit.internal.s3.store.Settings;
import io.saigon.testkit.internal.s3.store.Upload;
import io.saigon.testkit.internal.s3.store.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the lifecycle rules of all buckets once, as S3 does daily. */
public final class LifecycleRun {
  private final Buckets buckets;

  public LifecycleRun(Buckets buckets) {
    this.buckets = buckets;
  }

  /** Does what has a date that has come. */
  public void run(Instant now) {
    for (Bucket bucket : buckets.all()) {
      Lifecycle lifecycle = bucket.settings().get(Lifecycle.class);
      if (lifecycle != null) {
        synchronized (bucket) {
          lifecycle.rules().stream()
              .filter(LifecycleRule::enabled)
              .forEach(rule -> run(bucket, rule, now));
        }
      }
    }
  }

  private static void run(Bucket bucket, LifecycleRule rule, Instant now) {
    List<List<Version>> keys = new ArrayList<>();
    bucket.from("", true).values().forEach(versions -> keys.add(List.copyOf(versions)));
    for (List<Version> versions : keys) {
      Version current = versions.get(versions.size() - 1);
      noncurrent(bucket, rule, versions, now);
      if (rule.matches(current)) {
        current(bucket, rule, current, versions.size(), now);
      }
    }
    for (Upload upload : List.copyOf(bucket.uploads())) {
      Instant abortion = rule.abortion(upload);
      if (abortion != null && hasCome(abortion, now)) {
        bucket.end(upload);
      }
    }
  }

  private static void current(
      Bucket bucket, LifecycleRule rule, Version current, int versions, Instant now) {
    Instant expiry = rule.expiry(current);
    if (current.isMarker()) {
      boolean last = versions == 1 && current.equals(bucket.current(current.key()));
      if (last && (rule.expiredMarker() || (expiry != null && hasCome(expiry, now)))) {
        bucket.remove(current);
      }
    } else if (expiry != null && hasCome(expiry, now)) {
      expire(bucket, current, now);
    } else {
      move(bucket, rule, current, now);
    }
  }

  private static void expire(Bucket bucket, Version current, Instant now) {
    Settings.Versioning versioning = bucket.settings().versioning();
    if (versioning == Settings.Versioning.OFF) {
      bucket.remove(current);
      return;
    }
    String id = versioning == Settings.Versioning.ENABLED ? Version.newId() : Version.NULL;
    bucket.add(new Version(current.key(), id, now, null));
  }

  private static void move(Bucket bucket, LifecycleRule rule, Version current, Instant now) {
    for (LifecycleRule.Move move : rule.moves()) {
      Integer days = move.days();
      Instant date =
          move.date() != null || days == null
              ? move.date()
              : LifecycleRule.after(current.modified(), days);
      if (date != null && hasCome(date, now)) {
        Map<String, String> headers = new HashMap<>(current.object().attributes().headers());
        headers.put("x-amz-storage-class", move.storageClass());
        bucket.change(current, current.object().attributes().withHeaders(headers));
      }
    }
  }

  private static void noncurrent(
      Bucket bucket, LifecycleRule rule, List<Version> versions, Instant now) {
    Integer days = rule.noncurrentDays();
    if (days == null) {
      return;
    }
    // Of the older versions, the newest ones stay as many as the rule says.
    for (int i = 0; i < versions.size() - 1 - rule.newer(); i++) {
      Version version = versions.get(i);
      Instant replaced = versions.get(i + 1).modified();
      if (rule.matches(version)
          && hasCome(LifecycleRule.after(replaced, days), now)
          && !isProtected(version, now)) {
        bucket.remove(version);
      }
    }
  }

  private static boolean isProtected(Version version, Instant now) {
    if (version.isMarker()) {
      return false;
    }
    Protection protection = version.object().attributes().protection();
    return Boolean.TRUE.equals(protection.legalHold())
        || (protection.retention() != null && protection.retention().until().isAfter(now));
  }

  private static boolean hasCome(Instant date, Instant now) {
    return !date.isAfter(now);
  }
}
