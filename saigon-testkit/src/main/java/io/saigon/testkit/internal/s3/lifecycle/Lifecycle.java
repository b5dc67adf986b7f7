package io.saigon.testkit.internal.s3.lifecycle;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Upload;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import io.saigon.testkit.internal.wire.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle configuration of a bucket.
 *
 * @param document as it is given back
 * @param rules as they are run
 * @param transitionSize S3's name of the size from which objects move by default
 */
public record Lifecycle(XmlElement document, List<LifecycleRule> rules, String transitionSize) {
  private static final List<String> SIZES =
      List.of("all_storage_classes_128K", "varies_by_storage_class");
  private static final int MOST = 1000;
  private static final int LONGEST_ID = 255;

  /** Reads a configuration, or fails as S3 does. */
  public static Lifecycle read(XmlElement document, @Nullable String transitionSize) {
    String size = transitionSize == null ? SIZES.get(0) : transitionSize;
    if (!SIZES.contains(size)) {
      throw S3Errors.invalidRequest("Invalid TransitionDefaultMinimumObjectSize found: " + size);
    }
    List<XmlElement> given = document.only("Rule").children();
    if (given.isEmpty() || given.size() > MOST) {
      throw S3Errors.malformedXml();
    }
    Set<String> ids = new HashSet<>();
    List<XmlElement> kept = new ArrayList<>();
    List<LifecycleRule> rules = new ArrayList<>();
    for (XmlElement rule : given) {
      String named = rule.optional("ID");
      String id = named == null || named.isEmpty() ? Ids.mixed(48) : named;
      if (id.length() > LONGEST_ID) {
        throw S3Errors.invalidArgument(
            "ID length should not exceed allowed limit of 255", "ID", id);
      }
      if (!ids.add(id)) {
        throw S3Errors.invalidArgument(
            "Rule ID must be unique. Found same ID for more than one rule", "ID", id);
      }
      RuleCheck.check(rule);
      kept.add(withId(rule, id));
      rules.add(LifecycleRule.of(rule, id));
    }
    return new Lifecycle(new XmlElement(document.name(), "", "", kept), rules, size);
  }

  private static XmlElement withId(XmlElement rule, String id) {
    List<XmlElement> children = new ArrayList<>();
    children.add(new XmlElement("ID", "", id, List.of()));
    rule.children().stream().filter(child -> !child.name().equals("ID")).forEach(children::add);
    return new XmlElement(rule.name(), "", "", children);
  }

  /** Returns the end of a period of days, which S3 rounds up to the next midnight. */
  public static Instant end(Instant from, int days) {
    return LifecycleRule.after(from, days);
  }

  /** Sets the headers of an upload that a rule will abort. */
  public static Reply abortion(Reply reply, Bucket bucket, Upload upload) {
    Lifecycle lifecycle = bucket.settings().get(Lifecycle.class);
    Instant first = null;
    for (LifecycleRule rule : lifecycle == null ? List.<LifecycleRule>of() : lifecycle.rules) {
      Instant date = rule.abortion(upload);
      if (date != null && (first == null || date.isBefore(first))) {
        first = date;
        reply.header("x-amz-abort-date", Times.http(date)).header("x-amz-abort-rule-id", rule.id());
      }
    }
    return reply;
  }

  /** Returns the header {@code x-amz-expiration} of a current version, or null if none expires. */
  public static @Nullable String expiration(Bucket bucket, Version version) {
    Lifecycle lifecycle = bucket.settings().get(Lifecycle.class);
    if (lifecycle == null || version.isMarker() || !version.equals(bucket.current(version.key()))) {
      return null;
    }
    Instant first = null;
    String id = "";
    for (LifecycleRule rule : lifecycle.rules) {
      Instant date = rule.matches(version) ? rule.expiry(version) : null;
      if (date != null && (first == null || date.isBefore(first))) {
        first = date;
        id = rule.id();
      }
    }
    return first == null
        ? null
        : "expiry-date=\"%s\", rule-id=\"%s\"".formatted(Times.http(first), id);
  }
}
