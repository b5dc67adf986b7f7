package io.saigon.benchmarks;

import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.RestClient;
import io.saigon.rest.vertx.SigV4RequestAuthorizer;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.webclient.SigningOptions;
import io.saigon.rest.vertx.webclient.SigningWebClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * Signed GETs a second on loopback, 64 in flight; beside the same requests with constant headers
 * and unsigned, and beside peers. Rows take turns, and the median of their rounds counts.
 *
 * <p>Client and server share one event loop first, so that the rates show the total cost of a
 * request. Then each has a loop of its own, and the busier one, which the table shows, sets the
 * pace: if that is the client's, a signature costs a larger part of less work.
 *
 * <p>Arguments: rounds and seconds of each, 7 and 2 unless given; {@code shared} or {@code apart}
 * for one of the two only; part of a row's name, for that row beside constant headers only.
 */
public final class SignedRequests {
  private static final int IN_FLIGHT = 64;
  private static final String LIMIT = "constant headers";
  private static final String PATH = "/prod/orders/42?page=2";

  private final Map<String, Load> rows = new LinkedHashMap<>();
  private final Map<String, List<Round>> rounds = new HashMap<>();
  private final long clientLoop;
  private final long serverLoop;

  private SignedRequests(Vertx vertx, Vertx serving, int port) {
    clientLoop = loop(vertx);
    serverLoop = loop(serving);
    String base = "http://localhost:" + port;
    URI uri = URI.create(base + PATH);
    WebClientOptions options = new WebClientOptions();
    HttpClient http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(IN_FLIGHT));
    WebClient plain = WebClient.wrap(http, options);
    CredentialsProvider credentials = CredentialsProvider.of(SdkSigning.CREDENTIALS);
    SigV4Scope scope = SigV4Scope.executeApi("eu-west-1");
    WebClient signing =
        SigningWebClient.wrap(http, options, credentials, scope, SigningOptions.defaults());
    RestClient rest = RestClient.create(http, base, SigV4RequestAuthorizer.of(credentials, scope));
    Map<String, String> constant = new HashMap<>();
    SdkSigning.headers(uri, constant::put);

    onVertx(
        LIMIT,
        vertx,
        () -> {
          HttpRequest<?> request = get(plain, port);
          constant.forEach(request::putHeader);
          return request.send();
        });
    onVertx("unsigned", vertx, () -> get(plain, port).send());
    onVertx("saigon's SigningWebClient", vertx, () -> get(signing, port).send());
    onVertx("saigon's RestClient", vertx, () -> rest.call(HttpMethod.GET, PATH).send());
    onVertx(
        "Vert.x WebClient + SDK signer",
        vertx,
        () -> {
          HttpRequest<?> request = get(plain, port);
          SdkSigning.headers(uri, request::putHeader);
          return request.send();
        });
    rows.put("JDK HttpClient + SDK signer", onJdk(uri));
  }

  /** Runs all rows and prints a table for each way to run them. */
  public static void main(String[] args) throws InterruptedException {
    // On two cores the common pool has one thread, and then the JDK's client starts a thread for
    // each answer, which is three times as slow.
    System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "2");
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    String which = args.length > 2 ? args[2] : "";
    String who = args.length > 3 ? args[3] : "";
    Vertx serving = oneLoop();
    HttpServer server =
        serving
            .createHttpServer()
            .requestHandler(request -> request.response().end("{\"id\":\"42\"}"))
            .listen(0, "localhost")
            .await();
    Vertx calling = oneLoop();
    for (Vertx client : List.of(serving, calling)) {
      String how = client == serving ? "shared" : "apart";
      if (how.contains(which)) {
        SignedRequests run = new SignedRequests(client, serving, server.actualPort());
        run.rows.keySet().removeIf(row -> !row.equals(LIMIT) && !row.contains(who));
        for (int round = -2; round < rounds; round++) {
          run.round(round >= 0, seconds);
        }
        run.print("event loops " + how);
      }
    }
    calling.close().await();
    serving.close().await();
  }

  private static Vertx oneLoop() {
    return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  }

  /** A rate, and the shares of the time in which the loops had work. */
  private record Round(double rate, double client, double server) {}

  private static long loop(Vertx vertx) {
    Promise<Long> id = Promise.promise();
    vertx.runOnContext(go -> id.complete(Thread.currentThread().getId()));
    return id.future().await();
  }

  private void round(boolean counts, int seconds) throws InterruptedException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (Map.Entry<String, Load> row : rows.entrySet()) {
      long start = System.nanoTime();
      long client = threads.getThreadCpuTime(clientLoop);
      long server = threads.getThreadCpuTime(serverLoop);
      double rate = row.getValue().perSecond(IN_FLIGHT, seconds);
      double nanos = System.nanoTime() - start;
      if (counts) {
        rounds
            .computeIfAbsent(row.getKey(), who -> new ArrayList<>())
            .add(
                new Round(
                    rate,
                    (threads.getThreadCpuTime(clientLoop) - client) / nanos,
                    (threads.getThreadCpuTime(serverLoop) - server) / nanos));
      }
    }
  }

  // A benchmark's result belongs on the console.
  @SuppressWarnings("SystemOut")
  private void print(String how) {
    System.out.println();
    System.out.println(
        "| "
            + how
            + " | requests a second | of constant headers | client's loop | server's loop |");
    System.out.println("|---|---|---|---|---|");
    double limit = median(LIMIT).rate;
    for (String who : rows.keySet()) {
      Round median = median(who);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.2f | %.0f %% | %.0f %% |%n",
          who,
          median.rate,
          median.rate / limit,
          median.client * 100,
          median.server * 100);
    }
  }

  private Round median(String who) {
    List<Round> sorted = new ArrayList<>(rounds.getOrDefault(who, List.of()));
    sorted.sort(Comparator.comparing(Round::rate));
    return sorted.get(sorted.size() / 2);
  }

  private static HttpRequest<?> get(WebClient client, int port) {
    return client.get(port, "localhost", PATH).putHeader("Accept", "application/json");
  }

  private void onVertx(String who, Vertx vertx, Supplier<Future<?>> call) {
    rows.put(
        who,
        new Load(
            start -> vertx.runOnContext(go -> start.run()),
            end -> call.get().onComplete(answer -> end.succeeded(), end::failed)));
  }

  private static Load onJdk(URI uri) {
    java.net.http.HttpClient client =
        java.net.http.HttpClient.newBuilder()
            .executor(ForkJoinPool.commonPool())
            .version(Version.HTTP_1_1)
            .build();
    return new Load(
        Runnable::run,
        end -> {
          var request = java.net.http.HttpRequest.newBuilder(uri);
          SdkSigning.headers(uri, request::header);
          var unused =
              client
                  .sendAsync(request.build(), BodyHandlers.ofByteArray())
                  .whenComplete(
                      (answer, e) -> {
                        if (e == null) {
                          end.succeeded();
                        } else {
                          end.failed(e);
                        }
                      });
        });
  }
}
