package io.saigon.testkit.internal.s3.lifecycle;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a rule of a lifecycle configuration as S3 does. */
final class RuleCheck {
  /** The elements that each action may have. */
  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "Expiration", List.of("Days", "Date", "ExpiredObjectDeleteMarker"),
          "Transition", List.of("Days", "Date", "StorageClass"),
          "NoncurrentVersionExpiration", List.of("NoncurrentDays", "NewerNoncurrentVersions"),
          "NoncurrentVersionTransition",
              List.of("NoncurrentDays", "NewerNoncurrentVersions", "StorageClass"),
          "AbortIncompleteMultipartUpload", List.of("DaysAfterInitiation"));

  private static final List<String> CONDITIONS =
      List.of("Prefix", "Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan");
  private static final int MOST_NEWER = 100;
  private static final int LEAST_DAYS_OF_IA = 30;

  private RuleCheck() {}

  static void check(XmlElement rule) {
    for (XmlElement child : rule.children()) {
      if (!ACTIONS.containsKey(child.name())
          && !List.of("ID", "Status", "Filter", "Prefix").contains(child.name())) {
        throw S3Errors.malformedXml();
      }
    }
    if (!rule.required("Status").matches("Enabled|Disabled")
        || rule.child("Filter").isPresent() == rule.child("Prefix").isPresent()) {
      throw S3Errors.malformedXml();
    }
    rule.child("Filter").ifPresent(RuleCheck::checkFilter);
    if (ACTIONS.keySet().stream().noneMatch(action -> rule.child(action).isPresent())) {
      throw S3Errors.invalidRequest("At least one action needs to be specified in a rule");
    }
    ACTIONS.forEach(
        (action, elements) ->
            rule.all(action)
                .forEach(
                    element -> checkAction(action, element.only(elements.toArray(String[]::new)))));
    checkTags(rule);
    checkOrder(rule);
  }

  private static void checkFilter(XmlElement filter) {
    XmlElement and = filter.child("And").orElse(null);
    if (filter.children().size() > 1 || (and != null && and.children().size() < 2)) {
      throw S3Errors.malformedXml();
    }
    (and == null ? filter : and).only(CONDITIONS.toArray(String[]::new));
  }

  private static void checkAction(String action, XmlElement element) {
    boolean transition = action.endsWith("Transition");
    String storageClass = element.optional("StorageClass");
    if (transition && !LifecycleRule.CLASSES.contains(String.valueOf(storageClass))) {
      throw S3Errors.malformedXml();
    }
    for (String name : List.of("Days", "NoncurrentDays", "DaysAfterInitiation")) {
      Integer days = days(element, name);
      if (days != null && days < (transition ? 0 : 1)) {
        throw S3Errors.invalidArgument(
            "'%s' for %s action must be %s"
                .formatted(name, action, transition ? "nonnegative" : "a positive integer"),
            name,
            days.toString());
      }
      if (days != null
          && days < LEAST_DAYS_OF_IA
          && String.valueOf(storageClass).matches("STANDARD_IA|ONEZONE_IA")) {
        throw S3Errors.invalidArgument(
            "'%s' in %s action must be greater than or equal to 30 for storageClass '%s'"
                .formatted(name, action, storageClass),
            name,
            days.toString());
      }
    }
    checkNewer(element);
    checkDate(action, element.optional("Date"));
    long when = element.children().stream().filter(RuleCheck::isWhen).count();
    if (when != 1) {
      throw S3Errors.malformedXml();
    }
  }

  private static boolean isWhen(XmlElement element) {
    return !element.name().equals("StorageClass") && !element.name().startsWith("Newer");
  }

  private static @Nullable Integer days(XmlElement element, String name) {
    String text = element.optional(name);
    if (text != null && !text.matches("-?\\d{1,9}")) {
      throw S3Errors.malformedXml();
    }
    return text == null ? null : Integer.valueOf(text);
  }

  private static void checkNewer(XmlElement element) {
    Integer newer = days(element, "NewerNoncurrentVersions");
    if (newer != null && (newer < 1 || newer > MOST_NEWER)) {
      throw S3Errors.invalidArgument(
          "NewerNoncurrentVersions must be between 1 and 100",
          "NewerNoncurrentVersions",
          newer.toString());
    }
  }

  private static void checkDate(String action, @Nullable String text) {
    if (text == null) {
      return;
    }
    Instant date = Times.parseIso(text);
    if (date == null) {
      throw S3Errors.malformedXml();
    }
    if (!date.truncatedTo(ChronoUnit.DAYS).equals(date)) {
      throw S3Errors.invalidArgument(
          "'Date' must be at midnight GMT", action.equals("Expiration") ? "Date" : action, text);
    }
  }

  private static void checkTags(XmlElement rule) {
    List<String> keys =
        rule
            .child("Filter")
            .map(filter -> filter.child("And").orElse(filter).all("Tag"))
            .orElse(List.of())
            .stream()
            .map(tag -> tag.required("Key"))
            .toList();
    if (keys.stream().distinct().count() < keys.size()) {
      throw S3Errors.invalidRequest("Duplicate Tag Keys are not allowed.");
    }
    boolean tagged =
        rule.child("Filter")
            .map(filter -> filter.child("And").orElse(filter))
            .filter(filter -> filter.child("Tag").isPresent())
            .isPresent();
    if (tagged && rule.child("AbortIncompleteMultipartUpload").isPresent()) {
      throw S3Errors.invalidRequest(
          "AbortIncompleteMultipartUpload cannot be specified with Tags.");
    }
    if (tagged
        && rule.child("Expiration")
            .filter(each -> each.child("ExpiredObjectDeleteMarker").isPresent())
            .isPresent()) {
      throw S3Errors.invalidRequest("ExpiredObjectDeleteMarker cannot be specified with Tags.");
    }
  }

  /** An object moves before it expires. */
  private static void checkOrder(XmlElement rule) {
    Integer expiration = rule.child("Expiration").map(each -> days(each, "Days")).orElse(null);
    for (XmlElement transition : rule.all("Transition")) {
      Integer days = days(transition, "Days");
      if (days != null && expiration != null && expiration <= days) {
        throw S3Errors.invalidArgument(
            "'Days' in the Expiration action for prefix '%s' must be greater than 'Days' in the Transition action"
                .formatted(LifecycleRule.prefix(rule)),
            "Days",
            expiration.toString());
      }
    }
  }
}
