package io.saigon.cognito;

import static io.saigon.cognito.LocalCognito.await;

import io.saigon.api.AwsCredentials;
import io.saigon.api.CredentialsProvider;
import io.saigon.api.Saigon;
import io.saigon.api.SaigonOptions;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says what a test wrote down, where the local AWS has no such challenge, fault or malice. */
final class ScriptedCognito implements AutoCloseable {
  /** A request as it came. */
  record Asked(String operation, JsonObject body) {
    JsonObject parameters() {
      return body.getJsonObject("AuthParameters", body.getJsonObject("ChallengeResponses"));
    }
  }

  private record Answer(int status, JsonObject body) {}

  static final UUID USER = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
  static final CognitoClientConfig CONFIG =
      CognitoClientConfig.of(
          "eu-west-1_Scripted1", "client1", "eu-west-1:01234567-89ab-cdef-0123-456789abcdef");

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  final Vertx vertx = Vertx.vertx();
  private final HttpServer server =
      await(vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
  private final Saigon saigon =
      Saigon.create(
          vertx,
          SaigonOptions.defaults()
              .withRegion("eu-west-1")
              .withEndpoint(URI.create("http://127.0.0.1:" + server.actualPort()))
              .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET"))));

  CognitoClient client(CognitoClientConfig config) {
    return client(config, Clock.systemUTC());
  }

  CognitoClient client(CognitoClientConfig config, Clock clock) {
    return new Services(saigon.context(), clock).client(config);
  }

  ScriptedCognito says(JsonObject body) {
    answers.add(new Answer(200, body));
    return this;
  }

  ScriptedCognito refuses(String code, String message) {
    answers.add(new Answer(400, new JsonObject().put("__type", code).put("message", message)));
    return this;
  }

  /** Breaks the connection instead of an answer. */
  ScriptedCognito breaks() {
    answers.add(new Answer(0, new JsonObject()));
    return this;
  }

  /** Never answers. */
  ScriptedCognito hangs() {
    answers.add(new Answer(-1, new JsonObject()));
    return this;
  }

  Saigon saigon() {
    return saigon;
  }

  ScriptedCognito challenges(String name, JsonObject parameters) {
    return says(
        new JsonObject()
            .put("ChallengeName", name)
            .put("Session", "canary-session-" + name)
            .put("ChallengeParameters", parameters));
  }

  ScriptedCognito givesTokens() {
    return says(tokens("refresh-1", 3600));
  }

  static JsonObject tokens(String refreshToken, int seconds) {
    return tokens(USER, refreshToken, seconds);
  }

  static JsonObject tokens(UUID user, String refreshToken, int seconds) {
    long now = Instant.now().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("sub", user.toString())
            .put("iss", "https://" + CONFIG.idp().cognitoUrl())
            .put("iat", now)
            .put("exp", now + seconds);
    JsonObject result =
        new JsonObject()
            .put("IdToken", token(claims.copy().put("aud", CONFIG.clientId())))
            .put(
                "AccessToken",
                token(claims.copy().put("username", "real-name").put("device_key", "device-1")))
            .put("ExpiresIn", seconds);
    if (refreshToken != null) {
      result.put("RefreshToken", refreshToken);
    }
    return new JsonObject().put("AuthenticationResult", result);
  }

  private static String token(JsonObject claims) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String payload = encoder.encodeToString(claims.encode().getBytes(StandardCharsets.UTF_8));
    return "e30." + payload + ".c2ln";
  }

  private void handle(HttpServerRequest request) {
    String target = request.getHeader("X-Amz-Target");
    if (target == null) {
      request.response().setStatusCode(404).end();
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              asked.add(new Asked(target.substring(target.indexOf('.') + 1), new JsonObject(body)));
              Answer answer = answers.poll();
              if (answer == null) {
                answer =
                    new Answer(400, new JsonObject().put("__type", "NothingWrittenForThisCall"));
              }
              if (answer.status() < 0) {
                return;
              }
              if (answer.status() == 0) {
                request.connection().close();
                return;
              }
              request
                  .response()
                  .setStatusCode(answer.status())
                  .putHeader("Content-Type", "application/x-amz-json-1.1")
                  .end(answer.body().toBuffer());
            });
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
