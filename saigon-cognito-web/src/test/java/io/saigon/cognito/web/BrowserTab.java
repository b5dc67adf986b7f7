package io.saigon.cognito.web;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A tab of a {@link Chromium}, used by mouse and keys. */
final class BrowserTab {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final DevTools devTools;
  private final String session;

  private BrowserTab(DevTools devTools, String session) {
    this.devTools = devTools;
    this.session = session;
  }

  static BrowserTab of(DevTools devTools, String session) {
    BrowserTab tab = new BrowserTab(devTools, session);
    await(tab.send("Page.enable", new JsonObject()));
    // Passkeys are for the page that has the focus.
    await(tab.send("Emulation.setFocusEmulationEnabled", new JsonObject().put("enabled", true)));
    return tab;
  }

  /** Opens a page, and waits until it is loaded. */
  void open(URI url) {
    Future<JsonObject> loaded = devTools.next(session, "Page.loadEventFired");
    JsonObject opened = await(send("Page.navigate", new JsonObject().put("url", url.toString())));
    assertThat(opened.getString("errorText")).as("%s", url).isNull();
    await(loaded);
  }

  /** Types into an input of the page, in place of what it holds. */
  void type(String selector, String text) {
    String selectAll = "(e => { e.focus(); e.select(); return document.activeElement === e; })";
    assertThat(evaluate(selectAll + "(" + element(selector) + ")")).isEqualTo(true);
    await(send("Input.insertText", new JsonObject().put("text", text)));
  }

  /** Clicks where an element is seen. */
  void click(String selector) {
    String element = element(selector);
    evaluate(element + ".scrollIntoView({behavior: 'instant', block: 'center'})");
    double x =
        number(evaluate("(r => r.x + r.width / 2)(" + element + ".getBoundingClientRect())"));
    double y =
        number(evaluate("(r => r.y + r.height / 2)(" + element + ".getBoundingClientRect())"));
    JsonObject at =
        new JsonObject().put("x", x).put("y", y).put("button", "left").put("clickCount", 1);
    await(send("Input.dispatchMouseEvent", at.copy().put("type", "mousePressed")));
    await(send("Input.dispatchMouseEvent", at.copy().put("type", "mouseReleased")));
  }

  /** Clicks on what leads to another page, and waits until that is loaded. */
  void follow(String selector) {
    Future<JsonObject> loaded = devTools.next(session, "Page.loadEventFired");
    click(selector);
    await(loaded);
  }

  /** Returns the text of an element as it is seen. */
  String text(String selector) {
    return String.valueOf(evaluate(element(selector) + ".innerText"));
  }

  String title() {
    return String.valueOf(evaluate("document.title"));
  }

  URI url() {
    return URI.create(String.valueOf(evaluate("location.href")));
  }

  /** Evaluates an expression of JavaScript; waits for a promise. */
  Object evaluate(String expression) {
    JsonObject answer =
        await(
            send(
                "Runtime.evaluate",
                new JsonObject()
                    .put("expression", expression)
                    .put("awaitPromise", true)
                    .put("returnByValue", true)
                    // Passkeys are for clicks of users alone.
                    .put("userGesture", true)));
    assertThat(answer.getJsonObject("exceptionDetails")).as(expression).isNull();
    return answer.getJsonObject("result").getValue("value");
  }

  /** Adds an authenticator that holds passkeys and whose user is always there. */
  void addAuthenticator() {
    await(send("WebAuthn.enable", new JsonObject()));
    await(
        send(
            "WebAuthn.addVirtualAuthenticator",
            new JsonObject()
                .put(
                    "options",
                    new JsonObject()
                        .put("protocol", "ctap2")
                        .put("transport", "internal")
                        .put("hasResidentKey", true)
                        .put("hasUserVerification", true)
                        .put("isUserVerified", true)
                        .put("automaticPresenceSimulation", true))));
  }

  /** Keeps pictures of the page on a desk and on a phone, neither wider than its window. */
  void capture(String name) throws IOException {
    capture(name, 1000, 700);
    capture(name + "-narrow", 320, 640);
    await(send("Emulation.clearDeviceMetricsOverride", new JsonObject()));
  }

  private void capture(String name, int width, int height) throws IOException {
    await(
        send(
            "Emulation.setDeviceMetricsOverride",
            new JsonObject()
                .put("width", width)
                .put("height", height)
                .put("deviceScaleFactor", 1)
                .put("mobile", width < 500)));
    assertThat(number(evaluate("document.documentElement.scrollWidth")))
        .as("width of " + name)
        .isLessThanOrEqualTo(width);
    String png =
        await(send("Page.captureScreenshot", new JsonObject().put("format", "png")))
            .getString("data");
    Files.createDirectories(SCREENSHOTS);
    Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(png));
  }

  private Future<JsonObject> send(String method, JsonObject parameters) {
    return devTools.send(method, parameters, session);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static String element(String selector) {
    return "document.querySelector(" + Json.encode(selector) + ")";
  }
}
