package io.saigon.testkit.internal.s3.list;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Encoding;
import io.saigon.testkit.internal.s3.request.Parameters;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that all listings of keys have.
 *
 * @param delimiter null or empty for none
 * @param most 0 to 1,000
 * @param encoded whether keys are percent-encoded
 */
record ListQuery(String prefix, @Nullable String delimiter, int most, boolean encoded) {
  private static final int MOST = 1000;

  static ListQuery of(Parameters query, String mostName) {
    String encoding = query.get("encoding-type");
    if (encoding != null && !encoding.equals("url")) {
      throw S3Errors.invalidArgument(
          "Invalid Encoding Method specified in Request", "encoding-type", encoding);
    }
    String delimiter = query.get("delimiter");
    return new ListQuery(
        query.get("prefix", ""),
        delimiter,
        Math.min(MOST, query.number(mostName, MOST)),
        encoding != null);
  }

  /** Returns the common prefix of a key, or null if it has none. */
  @Nullable String commonPrefix(String key) {
    if (delimiter == null || delimiter.isEmpty()) {
      return null;
    }
    int index = key.indexOf(delimiter, prefix.length());
    return index < 0 ? null : key.substring(0, index + delimiter.length());
  }

  String text(String key) {
    return encoded ? Encoding.encode(key) : key;
  }

  void writeDelimiter(XmlDocument xml) {
    if (delimiter != null && !delimiter.isEmpty()) {
      xml.element("Delimiter", text(delimiter));
    }
  }

  void writeEncoding(XmlDocument xml) {
    if (encoded) {
      xml.element("EncodingType", "url");
    }
  }
}
