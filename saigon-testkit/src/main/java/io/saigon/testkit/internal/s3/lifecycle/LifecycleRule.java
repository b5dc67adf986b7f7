package io.saigon.testkit.internal.s3.lifecycle;

import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Upload;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a lifecycle configuration.
 *
 * @param moves transitions of current versions
 */
record LifecycleRule(
    String id,
    boolean enabled,
    String prefix,
    Map<String, String> tags,
    long greater,
    long less,
    @Nullable Integer days,
    @Nullable Instant date,
    boolean expiredMarker,
    @Nullable Integer noncurrentDays,
    int newer,
    @Nullable Integer abortDays,
    List<Move> moves) {
  static final List<String> CLASSES =
      List.of(
          "STANDARD_IA",
          "ONEZONE_IA",
          "INTELLIGENT_TIERING",
          "GLACIER",
          "DEEP_ARCHIVE",
          "GLACIER_IR");

  /** A transition to another storage class. */
  record Move(@Nullable Integer days, @Nullable Instant date, String storageClass) {}

  static LifecycleRule of(XmlElement rule, String id) {
    XmlElement none = new XmlElement("", "", "", List.of());
    XmlElement filter = rule.child("Filter").orElse(none);
    XmlElement conditions = filter.child("And").orElse(filter);
    XmlElement expiration = rule.child("Expiration").orElse(none);
    XmlElement noncurrent = rule.child("NoncurrentVersionExpiration").orElse(none);
    Map<String, String> tags = new LinkedHashMap<>();
    conditions
        .all("Tag")
        .forEach(tag -> tags.put(tag.required("Key"), String.valueOf(tag.optional("Value"))));
    Integer newer = number(noncurrent, "NewerNoncurrentVersions");
    return new LifecycleRule(
        id,
        rule.required("Status").equals("Enabled"),
        prefix(rule),
        tags,
        size(conditions, "ObjectSizeGreaterThan", -1),
        size(conditions, "ObjectSizeLessThan", Long.MAX_VALUE),
        number(expiration, "Days"),
        date(expiration),
        "true".equals(expiration.optional("ExpiredObjectDeleteMarker")),
        number(noncurrent, "NoncurrentDays"),
        newer == null ? 0 : newer,
        number(rule.child("AbortIncompleteMultipartUpload").orElse(none), "DaysAfterInitiation"),
        rule.all("Transition").stream()
            .map(move -> new Move(number(move, "Days"), date(move), move.required("StorageClass")))
            .toList());
  }

  static String prefix(XmlElement rule) {
    String prefix =
        rule.child("Filter")
            .map(filter -> filter.child("And").orElse(filter).optional("Prefix"))
            .orElse(rule.optional("Prefix"));
    return prefix == null ? "" : prefix;
  }

  private static @Nullable Integer number(XmlElement element, String name) {
    String text = element.optional(name);
    return text == null ? null : Integer.valueOf(text);
  }

  private static long size(XmlElement element, String name, long otherwise) {
    String text = element.optional(name);
    return text == null || !text.matches("\\d{1,18}") ? otherwise : Long.parseLong(text);
  }

  private static @Nullable Instant date(XmlElement element) {
    String text = element.optional("Date");
    return text == null ? null : Times.parseIso(text);
  }

  boolean matches(Version version) {
    if (!enabled || !version.key().startsWith(prefix)) {
      return false;
    }
    if (version.isMarker()) {
      return tags.isEmpty();
    }
    Version.Data data = version.object();
    long size = data.content().length();
    return size > greater
        && size < less
        && data.attributes().tags().entrySet().containsAll(tags.entrySet());
  }

  /** Returns when a current version expires, or null if it does not. */
  @Nullable Instant expiry(Version version) {
    return date != null ? date : days == null ? null : after(version.modified(), days);
  }

  /** Returns when an upload is aborted, or null if it is not. */
  @Nullable Instant abortion(Upload upload) {
    return enabled && abortDays != null && upload.key().startsWith(prefix)
        ? after(upload.initiated(), abortDays)
        : null;
  }

  /** S3 counts whole days, and rounds up to the next midnight. */
  static Instant after(Instant from, int days) {
    Instant time = from.plus(Duration.ofDays(days));
    Instant midnight = time.truncatedTo(ChronoUnit.DAYS);
    return midnight.equals(time) ? time : midnight.plus(1, ChronoUnit.DAYS);
  }
}
