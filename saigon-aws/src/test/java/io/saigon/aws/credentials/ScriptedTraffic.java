package io.saigon.aws.credentials;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * A server that answers as recorded traffic says, whatever host a request is for. A request other
 * than the recorded one is answered with 418 and noted.
 */
final class ScriptedTraffic {
  private static final String ORIGIN = "x-test-origin";

  private static final class Exchange {
    private String method = "";
    private String uri = "";
    private JsonObject headers = new JsonObject();
    private String requestBody = "";
    private int status;
    private String responseBody = "";
  }

  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<String> mismatches = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int answered;

  static ScriptedTraffic start(Vertx vertx, JsonObject traffic) throws Exception {
    ScriptedTraffic scripted = new ScriptedTraffic();
    scripted.read(traffic.getJsonArray("events"));
    scripted.server =
        Await.join(
            vertx.createHttpServer().requestHandler(scripted::handle).listen(0, "127.0.0.1"));
    return scripted;
  }

  private void read(JsonArray events) {
    Map<Integer, Exchange> byConnection = new java.util.HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      JsonObject event = events.getJsonObject(i);
      JsonObject action = event.getJsonObject("action");
      Exchange exchange =
          byConnection.computeIfAbsent(
              event.getInteger("connection_id"),
              id -> {
                Exchange next = new Exchange();
                exchanges.add(next);
                return next;
              });
      if (action.containsKey("Request")) {
        JsonObject request = action.getJsonObject("Request").getJsonObject("request");
        exchange.method = request.getString("method");
        exchange.uri = request.getString("uri");
        exchange.headers = request.getJsonObject("headers");
      } else if (action.containsKey("Response")) {
        exchange.status =
            action
                .getJsonObject("Response")
                .getJsonObject("response")
                .getJsonObject("Ok")
                .getInteger("status");
      } else if (action.containsKey("Data")) {
        JsonObject data = action.getJsonObject("Data");
        String text = data.getJsonObject("data").getString("Utf8");
        if ("Request".equals(data.getString("direction"))) {
          exchange.requestBody += text;
        } else {
          exchange.responseBody += text;
        }
      }
    }
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              boolean repeated = answered == exchanges.size() && answered > 0;
              Exchange expected =
                  answered < exchanges.size()
                      ? exchanges.get(answered++)
                      : repeated && exchanges.get(answered - 1).status >= 500
                          ? exchanges.get(answered - 1)
                          : null;
              List<String> wrong =
                  expected == null
                      ? List.of("unexpected " + request.method() + " " + request.uri())
                      : differences(expected, request, body.toString());
              mismatches.addAll(wrong);
              HttpServerResponse response = request.response();
              response.setStatusCode(wrong.isEmpty() ? expected.status : 418);
              response.end(wrong.isEmpty() ? expected.responseBody : "");
            });
  }

  private static List<String> differences(
      Exchange expected, HttpServerRequest request, String body) {
    List<String> wrong = new ArrayList<>();
    compare(wrong, "method", expected.method, request.method().name());
    URI uri = URI.create(expected.uri);
    compare(wrong, "origin", uri.getScheme() + "://" + uri.getHost(), request.getHeader(ORIGIN));
    compare(wrong, "host", uri.getHost(), request.authority().host());
    compare(wrong, "path", uri.getPath().isEmpty() ? "/" : uri.getPath(), request.path());
    compare(wrong, "query", query(uri.getQuery()), query(request.query()));
    for (String name :
        List.of(
            "x-amz-sso_bearer_token",
            "x-aws-ec2-metadata-token",
            "x-aws-ec2-metadata-token-ttl-seconds")) {
      compare(wrong, name, header(expected.headers, name), request.getHeader(name));
    }
    if (expected.method.equals("POST")) {
      compare(
          wrong,
          "signature",
          header(expected.headers, "authorization") != null,
          request.getHeader("authorization") != null);
      // Recordings were edited: their roles and tokens are not always those of the files.
      compare(wrong, "parameters", names(expected.requestBody), names(body));
    }
    return wrong;
  }

  private static void compare(List<String> wrong, String what, Object expected, Object found) {
    if (!java.util.Objects.equals(expected, found)) {
      wrong.add(what + ": expected " + expected + ", not " + found);
    }
  }

  private static String header(JsonObject headers, String name) {
    return headers.fieldNames().stream()
        .filter(name::equalsIgnoreCase)
        .map(found -> headers.getJsonArray(found).getString(0))
        .findFirst()
        .orElse(null);
  }

  private static Set<String> query(String query) {
    return query == null || query.isEmpty() ? Set.of() : new TreeSet<>(List.of(query.split("&")));
  }

  private static Set<String> names(String form) {
    Set<String> names = new TreeSet<>();
    for (String pair : form.split("&")) {
      names.add(pair.startsWith("Action=") ? pair : pair.split("=")[0]);
    }
    return names;
  }

  /** Returns a view of an engine that sends every request here. */
  SdkAsyncHttpClient client(SdkAsyncHttpClient engine) {
    int port = server.actualPort();
    return new SdkAsyncHttpClient() {
      @Override
      public CompletableFuture<Void> execute(AsyncExecuteRequest call) {
        SdkHttpRequest request = call.request();
        return engine.execute(
            AsyncExecuteRequest.builder()
                .request(
                    request.toBuilder()
                        .putHeader(ORIGIN, request.protocol() + "://" + request.host())
                        .protocol("http")
                        .host("127.0.0.1")
                        .port(port)
                        .build())
                .requestContentPublisher(call.requestContentPublisher())
                .responseHandler(call.responseHandler())
                .build());
      }

      @Override
      public void close() {}
    };
  }

  List<String> mismatches() {
    return mismatches;
  }

  int unanswered() {
    return exchanges.size() - answered;
  }
}
