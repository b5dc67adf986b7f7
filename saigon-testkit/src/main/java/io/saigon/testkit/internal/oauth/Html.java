package io.saigon.testkit.internal.oauth;

/** Pages of HTML without scripts. */
final class Html {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>$title</title>
      <style>
      body { margin: 0; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #1b2733;
        background: #eef1f4; }
      main { box-sizing: border-box; max-width: 24rem; margin: 10vh auto 0; padding: 2rem;
        background: #fff; border: 1px solid #cdd5dc; border-radius: 8px; }
      h1 { margin: 0 0 1rem; font-size: 1.4rem; }
      label { display: block; margin-top: 1rem; font-weight: 600; }
      label.choice { font-weight: 400; }
      input[type=text], input[type=password], input[type=email] { box-sizing: border-box;
        width: 100%; margin-top: .25rem; padding: .6rem; font: inherit;
        font-weight: 400; border: 1px solid #7d8a96; border-radius: 4px; }
      button { width: 100%; margin-top: 1.5rem; padding: .7rem; font: inherit; font-weight: 600;
        color: #fff; background: #0b5cad; border: 0; border-radius: 4px; cursor: pointer; }
      [role=alert] { padding: .6rem; color: #8a1111; background: #fdecec; border-radius: 4px; }
      code { display: block; padding: .6rem; background: #eef1f4; overflow-wrap: anywhere; }
      footer { margin: 1rem; text-align: center; font-size: .85rem; color: #56636f; }
      </style>
      </head>
      <body>
      <main>
      <h1>$title</h1>
      $content
      </main>
      <footer>A local AWS for tests, not Amazon's</footer>
      </body>
      </html>
      """;

  private Html() {}

  static String page(String title, String content) {
    return PAGE.replace("$title", escaped(title)).replace("$content", content);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String paragraph(String text) {
    return "<p>" + escaped(text) + "</p>\n";
  }

  static String alert(String text) {
    return text.isEmpty()
        ? ""
        : "<p id=\"loginErrorMessage\" role=\"alert\">" + escaped(text) + "</p>\n";
  }

  static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n".formatted(name, escaped(value));
  }

  /**
   * Returns an input with its label.
   *
   * @param attributes further attributes, as HTML
   */
  static String input(String label, String type, String name, String value, String attributes) {
    return "<label>%s<input type=\"%s\" name=\"%s\" value=\"%s\" required %s></label>\n"
        .formatted(escaped(label), type, escaped(name), escaped(value), attributes);
  }

  static String choice(String name, String value, String label, boolean chosen) {
    return "<label class=\"choice\"><input type=\"radio\" name=\"%s\" value=\"%s\"%s> %s</label>\n"
        .formatted(name, escaped(value), chosen ? " checked" : "", escaped(label));
  }

  /** Returns a form that is sent to its page's own path, with a query. */
  static String form(String query, String fields, String button) {
    return "<form method=\"post\" action=\"?%s\">\n%s<button name=\"signInSubmitButton\">%s</button>\n</form>\n"
        .formatted(escaped(query), fields, escaped(button));
  }
}
