package io.saigon.testkit.internal.s3.bucket;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import io.saigon.testkit.internal.wire.Ids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The lifecycle configuration of a bucket, which is kept and not run.
 *
 * @param document as it is given back
 */
record Lifecycle(XmlElement document) {
  private static final int MOST = 1000;
  private static final int LONGEST_ID = 255;
  private static final List<String> ACTIONS =
      List.of(
          "Expiration",
          "Transition",
          "NoncurrentVersionExpiration",
          "NoncurrentVersionTransition",
          "AbortIncompleteMultipartUpload");

  static Lifecycle read(XmlElement document) {
    List<XmlElement> rules = document.only("Rule").children();
    if (rules.isEmpty() || rules.size() > MOST) {
      throw S3Errors.malformedXml();
    }
    Set<String> ids = new HashSet<>();
    List<XmlElement> kept = new ArrayList<>();
    for (XmlElement rule : rules) {
      String given = rule.optional("ID");
      String id = given == null || given.isEmpty() ? Ids.mixed(48) : given;
      if (id.length() > LONGEST_ID) {
        throw S3Errors.invalidArgument(
            "ID length should not exceed allowed limit of 255", "ID", id);
      }
      if (!ids.add(id)) {
        throw S3Errors.invalidArgument(
            "Rule ID must be unique. Found same ID for more than one rule", "ID", id);
      }
      check(rule);
      kept.add(withId(rule, id));
    }
    return new Lifecycle(new XmlElement(document.name(), "", "", kept));
  }

  private static XmlElement withId(XmlElement rule, String id) {
    List<XmlElement> children = new ArrayList<>();
    children.add(new XmlElement("ID", "", id, List.of()));
    rule.children().stream().filter(child -> !child.name().equals("ID")).forEach(children::add);
    return new XmlElement(rule.name(), "", "", children);
  }

  private static void check(XmlElement rule) {
    List<String> known = new ArrayList<>(ACTIONS);
    known.addAll(List.of("ID", "Status", "Filter", "Prefix"));
    rule.only(known.toArray(String[]::new));
    if (!rule.required("Status").matches("Enabled|Disabled")
        || rule.child("Filter").isPresent() == rule.child("Prefix").isPresent()) {
      throw S3Errors.malformedXml();
    }
    if (ACTIONS.stream().noneMatch(action -> rule.child(action).isPresent())) {
      throw S3Errors.invalidRequest("At least one action needs to be specified in a rule");
    }
    for (String action : ACTIONS) {
      rule.all(action).forEach(element -> checkDays(action, element));
    }
  }

  private static void checkDays(String action, XmlElement element) {
    for (String name : List.of("Days", "NoncurrentDays", "DaysAfterInitiation")) {
      String days = element.optional(name);
      if (days == null) {
        continue;
      }
      if (!days.matches("-?\\d{1,9}")) {
        throw S3Errors.malformedXml();
      }
      int least = action.endsWith("Transition") ? 0 : 1;
      if (Integer.parseInt(days) < least) {
        throw S3Errors.invalidArgument(
            "'%s' for %s action must be %s"
                .formatted(name, action, least == 0 ? "nonnegative" : "a positive integer"),
            name,
            days);
      }
    }
    boolean expiration = action.equals("Expiration");
    if (expiration && element.children().size() != 1) {
      throw S3Errors.malformedXml();
    }
  }
}
