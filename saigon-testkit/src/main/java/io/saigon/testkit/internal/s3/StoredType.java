package io.saigon.testkit.internal.s3;

/**
 * Content types on their way to the store and back: a form would be read by the store's HTTP server
 * as parameters, and the object be empty, so that forms have another type there.
 */
final class StoredType {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String STORED = "application/x-stored-form-urlencoded";

  private StoredType() {}

  static String toStore(String name, String value) {
    return renamed(name, value, FORM, STORED);
  }

  static String fromStore(String name, String value) {
    return renamed(name, value, STORED, FORM);
  }

  private static String renamed(String name, String value, String from, String to) {
    return name.equalsIgnoreCase("content-type")
            && value.regionMatches(true, 0, from, 0, from.length())
        ? to + value.substring(from.length())
        : value;
  }
}
