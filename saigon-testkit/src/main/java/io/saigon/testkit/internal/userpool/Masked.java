package io.saigon.testkit.internal.userpool;

/** Addresses in the masked form that Cognito returns with a code delivery. */
final class Masked {
  private Masked() {}

  static String of(Codes.Way way, String address) {
    return way == Codes.Way.SMS ? phone(address) : email(address);
  }

  private static String email(String email) {
    int at = email.indexOf('@');
    return at < 1 ? "" : email.charAt(0) + "***@" + email.charAt(at + 1) + "***";
  }

  private static String phone(String number) {
    int shown = Math.max(0, number.length() - 4);
    return "+" + "*".repeat(Math.max(0, shown - 1)) + number.substring(shown);
  }
}
