package io.saigon.testkit.internal.postgres;

/** Quotes identifiers and literals of statements that take no parameters. */
final class Sql {
  private Sql() {}

  static String name(String name) {
    return "\"" + checked(name).replace("\"", "\"\"") + "\"";
  }

  static String text(String text) {
    return "'" + checked(text).replace("'", "''") + "'";
  }

  private static String checked(String text) {
    if (text.indexOf(0) >= 0) {
      throw new IllegalArgumentException("PostgreSQL takes no NUL character");
    }
    return text;
  }
}
