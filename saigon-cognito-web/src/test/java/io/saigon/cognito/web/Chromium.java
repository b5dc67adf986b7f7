package io.saigon.cognito.web;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, driven by the Chrome DevTools Protocol. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String LISTENING = "DevTools listening on ";

  private final Process process;
  private final Path profile;
  // Kept: one that is collected closes its connections.
  private final WebSocketClient client;
  private final DevTools devTools;

  private Chromium(Process process, Path profile, WebSocketClient client, URI url) {
    this.process = process;
    this.profile = profile;
    this.client = client;
    this.devTools = connect(client, url);
  }

  /** Skips the test where no browser is installed. */
  static void assumeInstalled() {
    assumeTrue(program().isPresent(), "None of " + NAMES + " is installed");
  }

  /**
   * Starts a browser.
   *
   * @param trusted certificates of servers that no authority vouches for
   */
  static Chromium start(Vertx vertx, List<Certificate> trusted) throws Exception {
    Path profile = Files.createTempDirectory("chromium");
    List<String> command =
        List.of(
            program().orElseThrow(),
            "--headless=new",
            // Sandboxes of root, and of many containers, do not start; all pages are our own.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-extensions",
            "--disable-sync",
            "--no-first-run",
            "--no-default-browser-check",
            "--window-size=1000,700",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "--ignore-certificate-errors-spki-list=" + keyHashes(trusted),
            "about:blank");
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      URI url = URI.create(address(process).get(60, TimeUnit.SECONDS));
      return new Chromium(process, profile, vertx.createWebSocketClient(DevTools.OPTIONS), url);
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Opens a tab with cookies and storage of its own. */
  BrowserTab open() {
    String context =
        await(devTools.send("Target.createBrowserContext", new JsonObject(), null))
            .getString("browserContextId");
    JsonObject blank = new JsonObject().put("url", "about:blank").put("browserContextId", context);
    String target = await(devTools.send("Target.createTarget", blank, null)).getString("targetId");
    String session =
        await(
                devTools.send(
                    "Target.attachToTarget",
                    new JsonObject().put("targetId", target).put("flatten", true),
                    null))
            .getString("sessionId");
    return BrowserTab.of(devTools, session);
  }

  @Override
  public void close() throws Exception {
    await(devTools.send("Browser.close", new JsonObject(), null).otherwiseEmpty());
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }
    await(client.close());
    // Its helpers, which end after it, may still write.
    until(() -> isDeleted(profile));
  }

  private static Optional<String> program() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** Returns the address that the browser prints, and reads what it prints afterwards. */
  private static CompletableFuture<String> address(Process process) {
    CompletableFuture<String> address = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              List<String> lines = new ArrayList<>();
              try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
                for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                  if (line.startsWith(LISTENING)) {
                    address.complete(line.substring(LISTENING.length()).trim());
                  }
                  if (!address.isDone()) {
                    lines.add(line);
                  }
                }
              } catch (IOException e) {
                address.completeExceptionally(new UncheckedIOException(e));
              }
              address.completeExceptionally(
                  new IllegalStateException("Chromium ended: " + String.join("\n", lines)));
            });
    reader.setDaemon(true);
    reader.start();
    return address;
  }

  private static DevTools connect(WebSocketClient client, URI url) {
    return new DevTools(
        await(
            client.connect(
                new WebSocketConnectOptions()
                    .setHost(url.getHost())
                    .setPort(url.getPort())
                    .setURI(url.getPath())
                    // Chromium refuses connections of pages.
                    .setAllowOriginHeader(false))));
  }

  private static String keyHashes(List<Certificate> trusted) throws GeneralSecurityException {
    List<String> hashes = new ArrayList<>();
    for (Certificate certificate : trusted) {
      byte[] key = certificate.getPublicKey().getEncoded();
      hashes.add(
          Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key)));
    }
    return String.join(",", hashes);
  }

  private static boolean isDeleted(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
