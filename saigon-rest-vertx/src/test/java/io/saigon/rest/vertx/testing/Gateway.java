package io.saigon.rest.vertx.testing;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/** A server that verifies signatures with the AWS SDK's signer, and records the requests. */
public final class Gateway {
  public record Arrival(
      String method, String uri, MultiMap headers, Buffer body, String accessKeyId) {}

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  public final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  public final Map<String, Handler> routes = new ConcurrentHashMap<>();
  public final Set<String> expiredKeys = ConcurrentHashMap.newKeySet();
  public volatile Duration ahead = Duration.ZERO;
  private final Map<String, AwsCredentials> known = new ConcurrentHashMap<>();
  private final SigV4Scope scope;
  private HttpServer server;
  private boolean tls;

  public interface Handler {
    void handle(HttpServerRequest request, Buffer body);
  }

  public Gateway(SigV4Scope scope) {
    this.scope = scope;
  }

  public Gateway knows(AwsCredentials credentials) {
    known.put(credentials.accessKeyId(), credentials);
    return this;
  }

  public Future<Gateway> start(Vertx vertx, HttpServerOptions options) {
    return start(vertx, options, "localhost");
  }

  public Future<Gateway> start(Vertx vertx, HttpServerOptions options, String host) {
    tls = options.isSsl();
    server = vertx.createHttpServer(options.setPort(0).setHost(host));
    return server
        .requestHandler(request -> request.body().onSuccess(body -> tried(request, body)))
        .listen()
        .map(this);
  }

  public int port() {
    return server.actualPort();
  }

  public String scheme() {
    return tls ? "https" : "http";
  }

  public String url() {
    return scheme() + "://localhost:" + port();
  }

  // A mistake of this server fails a test at once, and not by a time-out.
  private void tried(HttpServerRequest request, Buffer body) {
    try {
      arrived(request, body);
    } catch (RuntimeException e) {
      request.response().setStatusCode(500).end(e.toString());
      throw e;
    }
  }

  private void arrived(HttpServerRequest request, Buffer body) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
    String authorization = headers.get("Authorization");
    String key =
        authorization == null || !authorization.startsWith("AWS4")
            ? ""
            : authorization.replaceAll(".*Credential=([^/]*)/.*", "$1");
    arrivals.add(new Arrival(request.method().name(), request.uri(), headers, body, key));
    String path = request.path();
    Handler route = routes.get(path == null ? "" : path);
    if (path != null && path.startsWith("/open")) {
      respond(request, route, body);
      return;
    }
    Instant now = Instant.now().plus(ahead);
    String refusal = refusal(request, body, authorization, now);
    if (refusal == null) {
      respond(request, route, body);
    } else {
      request
          .response()
          .setStatusCode(403)
          .putHeader("x-amzn-ErrorType", refusal)
          .putHeader("x-amzn-RequestId", "req-1")
          .putHeader(
              "Date",
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  ZonedDateTime.ofInstant(now, ZoneOffset.UTC)))
          .end(new JsonObject().put("message", refusal).toBuffer());
    }
  }

  private static void respond(HttpServerRequest request, Handler route, Buffer body) {
    if (route != null) {
      route.handle(request, body);
    } else {
      request
          .response()
          .putHeader("Content-Type", "application/json")
          .end(new JsonObject().put("id", "42").put("quantity", 3).toBuffer());
    }
  }

  private String refusal(
      HttpServerRequest request, Buffer body, String authorization, Instant now) {
    if (authorization == null || !authorization.startsWith("AWS4-HMAC-SHA256 ")) {
      return "MissingAuthenticationTokenException";
    }
    String[] parts = authorization.substring(17).split(", ");
    String[] credential = parts[0].substring("Credential=".length()).split("/");
    List<String> signed = Arrays.asList(parts[1].substring("SignedHeaders=".length()).split(";"));
    AwsCredentials credentials = known.get(credential[0]);
    if (credentials == null) {
      return "UnrecognizedClientException";
    }
    if (expiredKeys.contains(credential[0])) {
      return "ExpiredTokenException";
    }
    Instant time = Instant.from(DATE.parse(request.getHeader("X-Amz-Date")));
    if (Duration.between(time, now).abs().compareTo(Duration.ofMinutes(5)) > 0) {
      return "InvalidSignatureException";
    }
    String sent = request.getHeader("x-amz-content-sha256");
    String hash = "UNSIGNED-PAYLOAD".equals(sent) ? sent : sha256(body);
    String token = credentials.sessionToken();
    boolean wrong =
        !signed.contains("host")
            || (token != null && !token.equals(request.getHeader("X-Amz-Security-Token")))
            || !credential[2].equals(scope.region())
            || !credential[3].equals(scope.service())
            || (sent != null && !sent.equals(hash))
            || request.headers().names().stream()
                .map(n -> n.toLowerCase(Locale.ROOT))
                .anyMatch(n -> n.startsWith("x-amz-") && !signed.contains(n));
    String theirs = signature(request, signed, hash, credentials, time);
    return wrong || !parts[2].equals("Signature=" + theirs) ? "InvalidSignatureException" : null;
  }

  private String signature(
      HttpServerRequest request,
      List<String> signed,
      String hash,
      AwsCredentials credentials,
      Instant time) {
    int mark = request.uri().indexOf('?');
    String path = mark < 0 ? request.uri() : request.uri().substring(0, mark);
    var builder =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method().name()))
            .protocol("http")
            .host("ignored")
            .encodedPath(path);
    for (Map.Entry<String, String> p : query(mark < 0 ? "" : request.uri().substring(mark + 1))) {
      builder.appendRawQueryParameter(p.getKey(), p.getValue());
    }
    for (String name : signed) {
      List<String> values =
          name.equals("host") && request.getHeader("host") == null
              ? List.of(request.authority().toString())
              : request.headers().getAll(name);
      values.forEach(value -> builder.appendHeader(name, value));
    }
    return AwsOracle.signature(builder, hash, scope, credentials, time);
  }

  private static List<Map.Entry<String, String>> query(String raw) {
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    for (String pair : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.add(Map.entry(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : ""));
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String sha256(Buffer body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
