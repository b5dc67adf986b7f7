package io.saigon.testkit.internal.s3.event;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import io.saigon.testkit.internal.wire.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The notification configuration of a bucket.
 *
 * @param document as it is given back
 */
public record Notifications(
    List<Destination> destinations, boolean eventBridge, XmlElement document) {
  private static final Map<String, String> ARNS =
      Map.of(
          "QueueConfiguration", "Queue",
          "TopicConfiguration", "Topic",
          "CloudFunctionConfiguration", "CloudFunction");
  private static final Map<String, String> SERVICES =
      Map.of("Queue", "sqs", "Topic", "sns", "CloudFunction", "lambda");
  private static final Pattern EVENT =
      Pattern.compile(
          "s3:(ObjectCreated:(\\*|Put|Post|Copy|CompleteMultipartUpload)"
              + "|ObjectRemoved:(\\*|Delete|DeleteMarkerCreated)"
              + "|ObjectTagging:(\\*|Put|Delete)|ObjectAcl:Put"
              + "|ObjectRestore:(\\*|Post|Completed|Delete)|ReducedRedundancyLostObject"
              + "|Replication:(\\*|Operation\\w+)|LifecycleTransition|IntelligentTiering"
              + "|LifecycleExpiration:(\\*|Delete|DeleteMarkerCreated)|TestEvent)");

  /** Reads a configuration, or fails as S3 does. */
  public static Notifications read(XmlElement document) {
    List<Destination> destinations = new ArrayList<>();
    List<XmlElement> kept = new ArrayList<>();
    for (XmlElement element : document.children()) {
      String arn = ARNS.get(element.name());
      if (arn != null) {
        String id = element.optional("Id");
        Destination read =
            destination(id == null || id.isEmpty() ? Ids.mixed(48) : id, element, arn);
        destinations.add(read);
        kept.add(withId(element, read.id()));
      } else if (element.name().equals("EventBridgeConfiguration")) {
        kept.add(element);
      } else {
        throw S3Errors.malformedXml();
      }
    }
    checkOverlaps(destinations);
    boolean eventBridge = document.child("EventBridgeConfiguration").isPresent();
    return new Notifications(
        destinations, eventBridge, new XmlElement(document.name(), "", "", kept));
  }

  private static void checkOverlaps(List<Destination> destinations) {
    for (int i = 0; i < destinations.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (destinations.get(i).id().equals(destinations.get(j).id())
            || destinations.get(i).overlaps(destinations.get(j))) {
          throw S3Errors.invalidArgument(
              "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules"
                  + " if the prefixes are overlapping for the same event type.",
              "NotificationConfiguration",
              destinations.get(i).id());
        }
      }
    }
  }

  private static XmlElement withId(XmlElement element, String id) {
    List<XmlElement> children = new ArrayList<>();
    children.add(new XmlElement("Id", "", id, List.of()));
    element.children().stream().filter(child -> !child.name().equals("Id")).forEach(children::add);
    return new XmlElement(element.name(), "", "", children);
  }

  private static Destination destination(String id, XmlElement element, String arnName) {
    String arn = element.required(arnName);
    if (!arn.matches("arn:aws[a-z-]*:" + SERVICES.get(arnName) + ":[a-z0-9-]+:\\d{12}:.+")) {
      throw S3Errors.invalidArgument("The ARN could not be parsed", arnName, arn);
    }
    List<String> events = element.all("Event").stream().map(XmlElement::text).toList();
    if (events.isEmpty()) {
      throw S3Errors.malformedXml();
    }
    for (String event : events) {
      if (!EVENT.matcher(event).matches()) {
        throw S3Errors.invalidArgument(
            "A specified event is not supported for notifications.", "Event", event);
      }
    }
    String prefix = "";
    String suffix = "";
    for (XmlElement rule :
        element
            .child("Filter")
            .flatMap(filter -> filter.child("S3Key"))
            .map(key -> key.all("FilterRule"))
            .orElse(List.of())) {
      String given = rule.required("Name");
      String name = given.toLowerCase(Locale.ROOT);
      if (name.equals("prefix")) {
        prefix = rule.required("Value");
      } else if (name.equals("suffix")) {
        suffix = rule.required("Value");
      } else {
        throw S3Errors.invalidArgument(
            "filter rule name must be either prefix or suffix", "FilterRule.Name", given);
      }
    }
    return new Destination(id, arn, events, prefix, suffix);
  }
}
