package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Encoding;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Tags of objects and of buckets. */
public final class Tags {
  private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  private static final int MOST_OF_OBJECT = 10;
  private static final int MOST_OF_BUCKET = 50;

  private Tags() {}

  /** Reads the header of an upload. */
  static Map<String, String> header(String header) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (header.isEmpty()) {
      return tags;
    }
    for (String pair : header.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String key = Encoding.decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : Encoding.decode(pair.substring(equals + 1));
      if (key.isEmpty() || pair.indexOf('=', equals + 1) > equals || tags.put(key, value) != null) {
        throw S3Errors.invalidArgument(
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query"
                + " parameters without tag name duplicates.",
            "x-amz-tagging",
            header);
      }
    }
    return check(tags, MOST_OF_OBJECT);
  }

  /** Reads the tags of an object. */
  public static Map<String, String> ofObject(XmlElement tagging) {
    return read(tagging, MOST_OF_OBJECT);
  }

  /** Reads the tags of a bucket. */
  public static Map<String, String> ofBucket(XmlElement tagging) {
    return read(tagging, MOST_OF_BUCKET);
  }

  private static Map<String, String> read(XmlElement tagging, int most) {
    Map<String, String> tags = new LinkedHashMap<>();
    List<XmlElement> all =
        tagging.child("TagSet").map(set -> set.only("Tag").children()).orElse(List.of());
    for (XmlElement tag : all) {
      if (tags.put(tag.required("Key"), tag.required("Value")) != null) {
        throw S3Errors.invalidTag("Cannot provide multiple Tags with the same key")
            .with("TagKey", tag.required("Key"));
      }
    }
    return check(tags, most);
  }

  private static Map<String, String> check(Map<String, String> tags, int most) {
    if (tags.size() > most) {
      throw new S3Error(
          400,
          "BadRequest",
          most == MOST_OF_OBJECT
              ? "Object tags cannot be greater than 10"
              : "Bucket tag count cannot be greater than 50");
    }
    tags.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > 128 || !FORM.matcher(key).matches()) {
            throw S3Errors.invalidTag("The TagKey you have provided is invalid")
                .with("TagKey", key);
          }
          if (value.length() > 256 || !FORM.matcher(value).matches()) {
            throw S3Errors.invalidTag("The TagValue you have provided is invalid")
                .with("TagKey", key)
                .with("TagValue", value);
          }
          if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw S3Errors.invalidTag(
                    most == MOST_OF_OBJECT
                        ? "Your TagKey cannot be prefixed with aws:"
                        : "System tags cannot be added/updated by requester")
                .with("TagKey", key);
          }
        });
    return tags;
  }

  /** Writes tags. */
  public static XmlDocument document(Map<String, String> tags) {
    XmlDocument xml = XmlDocument.of("Tagging").open("TagSet");
    tags.forEach(
        (key, value) -> xml.open("Tag").element("Key", key).element("Value", value).close());
    return xml.close();
  }
}
