package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.sigv4.SigV4Signer;
import io.saigon.rest.vertx.testing.Gateway;
import io.saigon.rest.vertx.webclient.SigningWebClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plants secrets, lets everything go right and wrong, and reads all that is logged and thrown. */
public class SecretsStayHiddenIT {
  private static final SigV4Scope SCOPE = SigV4Scope.executeApi("eu-west-1");
  private static final AwsCredentials KEYS =
      new AwsCredentials("ASIAKNOWN", "canary-secret-key", "canary-session-token", null);
  private static final AwsCredentials WRONG =
      new AwsCredentials("ASIAKNOWN", "canary-wrong-key", "canary-session-token", null);

  private final Vertx vertx = Vertx.vertx();
  private final Gateway gateway = new Gateway(SCOPE).knows(KEYS);
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final Recorder recorder = new Recorder();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    await(gateway.start(vertx, new HttpServerOptions()));
    recorder.setLevel(Level.ALL);
    root.setLevel(Level.ALL);
    root.addHandler(recorder);
  }

  @AfterEach
  void stop() {
    root.removeHandler(recorder);
    root.setLevel(level);
    await(vertx.close());
  }

  @Test
  void noSecretIsLoggedOrThrownOrShown() {
    gateway.routes.put("/stall", (request, body) -> {});
    gateway.routes.put(
        "/elsewhere",
        (request, body) ->
            request
                .response()
                .setStatusCode(302)
                .putHeader("Location", "http://127.0.0.1:1/?token=canary-location")
                .end());
    gateway.routes.put(
        "/refused",
        (request, body) ->
            request
                .response()
                .setStatusCode(403)
                .end(new JsonObject().put("message", mismatch(request.uri())).toBuffer()));
    for (AwsCredentials keys : List.of(KEYS, WRONG)) {
      CredentialsProvider provider = CredentialsProvider.of(keys);
      RestClient api =
          RestClient.create(vertx, gateway.url(), SigV4RequestAuthorizer.of(provider, SCOPE))
              .withTimeout(Duration.ofMillis(200))
              .withRetry(RetryPolicy.never());
      WebClient web = SigningWebClient.create(vertx, provider, SCOPE);
      for (String path : List.of("/ok", "/stall", "/elsewhere", "/refused", "/nowhere")) {
        String uri = path + "?token=canary-query";
        RestCall call =
            api.call(HttpMethod.POST, uri).header("X-Api-Key", "canary-header").text("canary-body");
        ended(call.send());
        ended(call.send(Integer.class));
        // No more than 200 ms, and Vert.x's own message would hold the query.
        if (!path.equals("/stall")) {
          ended(
              web.request(HttpMethod.PUT, gateway.port(), "localhost", uri)
                  .putHeader("X-Api-Key", "canary-header")
                  .sendBuffer(Buffer.buffer("canary-body")));
        }
      }
      shown(api, web, provider, SCOPE);
    }
    presigned();
    badInput();
    assertThat(gateway.arrivals).isNotEmpty();
    Logger.getLogger("io.netty.probe").finest("a line of the least importance");
    assertThat(recorder.lines).anyMatch(line -> line.contains("least importance"));
    assertThat(seen).hasSizeGreaterThan(30);
    assertThat(seen).noneMatch(SecretsStayHiddenIT::holdsASecret);
    assertThat(recorder.lines).noneMatch(SecretsStayHiddenIT::holdsASecret);
  }

  private void presigned() {
    SigV4Signer signer = SigV4Signer.create(SCOPE);
    Instant now = Instant.now();
    Duration minute = Duration.ofMinutes(1);
    PresignedClient client = PresignedClient.create(vertx).withIdleTimeout(Duration.ofMillis(200));
    for (String target :
        List.of(gateway.url() + "/open/x", gateway.url() + "/x", "http://localhost:1/x")) {
      URI uri =
          signer.presign("PUT", URI.create(target), List.of(), new byte[0], KEYS, now, minute);
      PresignedRequest request =
          new PresignedRequest(HttpMethod.PUT, uri, Map.of("X-A", "canary-header"), now);
      ended(client.upload(request, Buffer.buffer("canary-body")));
      shown(request, client);
    }
    shown(signer, signer.sign("GET", URI.create("https://h/"), List.of(), new byte[0], KEYS, now));
  }

  private void badInput() {
    SigV4Signer signer = SigV4Signer.create(SCOPE);
    for (String uri :
        List.of("/canary-relative", "ftp://canary-host/", "http://canary-user:canary-pass@h/")) {
      thrown(
          () -> signer.sign("GET", URI.create(uri), List.of(), new byte[0], KEYS, Instant.now()));
      thrown(() -> RestClient.create(vertx, uri));
    }
    for (String value : List.of("canary-\r\nvalue", "canary-\u0000", "canary-é")) {
      RestClient api = RestClient.create(vertx, gateway.url());
      thrown(() -> api.call(HttpMethod.GET, "/").header("X-Api-Key", value));
      thrown(() -> new AwsCredentials("AKID", value + " ", null, null));
    }
    RestClient api = RestClient.create(vertx, gateway.url());
    thrown(() -> api.call(HttpMethod.GET, "/a\r\n?token=canary-query").send());
  }

  private void ended(Future<?> call) {
    try {
      seen.add(String.valueOf((Object) await(call)));
    } catch (Throwable e) {
      seen.add(text(e));
    }
  }

  private void thrown(Runnable mistake) {
    try {
      mistake.run();
    } catch (RuntimeException e) {
      seen.add(text(e));
      return;
    }
    throw new AssertionError("Nothing was thrown");
  }

  private void shown(Object... objects) {
    for (Object object : objects) {
      seen.add(object.toString());
    }
  }

  private static String mismatch(String uri) {
    return "The Canonical String for this request should have been\n'POST\n"
        + uri
        + "\n\nx-amz-security-token:canary-session-token\n\nhost\n00'\n";
  }

  private static boolean holdsASecret(String text) {
    return text.contains("canary-")
        || text.contains("X-Amz-Signature=")
        || text.contains("Signature=");
  }

  private static String text(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static final class Recorder extends Handler {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      // The gateway's own signer, which logs what it checks.
      if (line.getLoggerName().startsWith("software.amazon.")) {
        return;
      }
      lines.add(
          line.getLoggerName()
              + " "
              + line.getMessage()
              + " "
              + (line.getParameters() == null ? "" : List.of(line.getParameters()))
              + (line.getThrown() == null ? "" : text(line.getThrown())));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
