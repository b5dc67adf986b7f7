package io.saigon.testkit.internal.oauth;

import java.util.List;

/** The pages of a domain. */
final class Pages {
  private static final String CODE =
      "id=\"code\" inputmode=\"numeric\" autocomplete=\"one-time-code\" autofocus";

  private Pages() {}

  /**
   * Returns the page of name and password.
   *
   * @param query parameters of the request, which the form carries on
   * @param username name to begin with
   * @param error error to show, or empty
   */
  static String login(String query, String csrf, String username, String error) {
    String fields =
        Html.hidden("_csrf", csrf)
            + Html.input(
                "Username",
                "text",
                "username",
                username,
                "id=\"signInFormUsername\" autocomplete=\"username\" autocapitalize=\"none\"")
            + Html.input(
                "Password",
                "password",
                "password",
                "",
                "id=\"signInFormPassword\" autocomplete=\"current-password\"");
    return Html.page("Sign in", Html.alert(error) + Html.form(query, fields, "Sign in"));
  }

  /** Returns the page of a challenge. */
  static String challenge(
      String query, String csrf, String id, ChallengePages.Asked asked, String error) {
    String hidden = Html.hidden("_csrf", csrf) + Html.hidden("challenge", id);
    return switch (asked.challenge()) {
      case "NEW_PASSWORD_REQUIRED" ->
          page(
              "Change your password", query, error, hidden + newPassword(asked), "Change password");
      case "SELECT_MFA_TYPE" ->
          page("Choose a second factor", query, error, hidden + factors(asked), "Continue");
      case "MFA_SETUP" ->
          page("Set up a second factor", query, error, hidden + setup(asked), "Continue");
      case "SOFTWARE_TOKEN_MFA" ->
          page(
              "Enter your code",
              query,
              error,
              hidden
                  + Html.paragraph("Enter the code that your authenticator app shows.")
                  + Html.input("Code", "text", "code", "", CODE),
              "Sign in");
      default -> page("Enter your code", query, error, hidden + sent(asked), "Sign in");
    };
  }

  /** Returns the page of an error that is not sent to an app client. */
  static String error(String code) {
    return Html.page(
        "An error was encountered with the requested page.",
        code.isEmpty() ? "" : Html.alert(code));
  }

  private static String page(
      String title, String query, String error, String fields, String button) {
    return Html.page(title, Html.alert(error) + Html.form(query, fields, button));
  }

  private static String sent(ChallengePages.Asked asked) {
    String to = asked.parameters().getString("CODE_DELIVERY_DESTINATION", "");
    return Html.paragraph("We sent a code to " + to + ".")
        + Html.input("Code", "text", "code", "", CODE);
  }

  private static String newPassword(ChallengePages.Asked asked) {
    StringBuilder fields = new StringBuilder();
    fields.append(
        Html.input(
            "New password", "password", "new_password", "", "autocomplete=\"new-password\""));
    fields.append(
        Html.input(
            "Enter the new password again",
            "password",
            "confirm_password",
            "",
            "autocomplete=\"new-password\""));
    for (String name : asked.list("requiredAttributes")) {
      String label = name.substring(name.indexOf('.') + 1).replace('_', ' ');
      fields.append(Html.input(label, "text", name, "", ""));
    }
    return fields.toString();
  }

  private static String factors(ChallengePages.Asked asked) {
    StringBuilder fields = new StringBuilder();
    List<String> factors = asked.list("MFAS_CAN_CHOOSE");
    for (String factor : factors) {
      String label =
          switch (factor) {
            case "SMS_MFA" -> "Text message";
            case "EMAIL_OTP" -> "E-mail message";
            default -> "Authenticator app";
          };
      fields.append(Html.choice("answer", factor, label, factor.equals(factors.get(0))));
    }
    return fields.toString();
  }

  private static String setup(ChallengePages.Asked asked) {
    String secret = asked.parameters().getString("SecretCode");
    return secret == null
        ? Html.paragraph("We send codes to your e-mail address.")
            + Html.input("E-mail address", "email", "email", "", "autocomplete=\"email\"")
        : Html.paragraph("Enter this key in your authenticator app, then the code that it shows.")
            + "<code id=\"secret\">"
            + Html.escaped(secret)
            + "</code>\n"
            + Html.input("Code", "text", "code", "", CODE);
  }
}
