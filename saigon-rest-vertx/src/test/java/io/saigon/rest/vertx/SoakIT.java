package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.webclient.SigningOptions;
import io.saigon.rest.vertx.webclient.SigningWebClient;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Full speed across expiring credentials, clocks that jump and gateways that restart. Three
 * seconds, unless the system property {@code saigon.soak} says otherwise ({@code PT5M}).
 */
public class SoakIT {
  private static final Duration FOR = Duration.parse(System.getProperty("saigon.soak", "PT3S"));
  private static final int IN_FLIGHT = 32;
  private static final long GROWTH = 24 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final LongAdder calls = new LongAdder();
  private volatile boolean stopped;

  // Longer than any soak.
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  @Test
  void noRetryableCallFailsAndNothingLeaks(TestReporter reporter) throws Exception {
    LocalAws aws = await(LocalAws.start(vertx));
    HttpServer backend =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(body -> request.response().end("" + body.length())))
                .listen(0, "127.0.0.1"));
    aws.gateway().route("/", URI.create("http://127.0.0.1:" + backend.actualPort()));
    URI url = aws.gateway().url();
    Relay relay = new Relay(vertx, url.getPort());
    SigV4Scope scope = SigV4Scope.executeApi(aws.region());
    Expiring restCredentials = new Expiring(aws);
    Expiring webCredentials = new Expiring(aws);
    WebClientOptions options =
        new WebClientOptions().setSsl(true).setTrustOptions(aws.trustOptions());
    HttpClient http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(IN_FLIGHT));
    RestClient rest =
        RestClient.create(
                http,
                "https://127.0.0.1:" + relay.port() + url.getPath(),
                SigV4RequestAuthorizer.of(restCredentials, scope))
            .withRetry(
                RetryPolicy.defaults()
                    .withMaxAttempts(30)
                    .withDelays(Duration.ofMillis(20), Duration.ofMillis(500)));
    WebClient web =
        SigningWebClient.wrap(http, options, webCredentials, scope, SigningOptions.defaults());

    Future<Void> load = load(i -> restCall(rest, i));
    Future<Void> webLoad = load(i -> webCall(web, url, i));
    long end = System.nanoTime() + FOR.toNanos();
    long early = 0;
    // Each event is met, however slow the machine.
    for (int event = 0; event < 4 || System.nanoTime() < end; event++) {
      long before = calls.sum();
      switch (event % 4) {
        case 0 -> restCredentials.expire();
        case 1 -> aws.clock().advance(Duration.ofMinutes(event % 8 == 1 ? 7 : -7));
        case 2 -> relay.restart();
        default -> webCredentials.expire();
      }
      progress(before + 500, event < 4 ? Long.MAX_VALUE : end);
      if (early == 0 && System.nanoTime() > end - FOR.toNanos() * 3 / 4) {
        early = usedHeap();
      }
    }
    stopped = true;
    await(Future.all(load, webLoad));
    long late = usedHeap();
    String summary =
        "%d calls in %s, heap %d KiB and later %d KiB"
            .formatted(calls.sum(), FOR, early >> 10, late >> 10);
    assertThat(failures).as(summary).isEmpty();
    assertThat(calls.sum()).isGreaterThan(1000);
    assertThat(late - early).as(summary).isLessThan(GROWTH);
    assertThat(relay.connections()).isLessThanOrEqualTo(IN_FLIGHT);
    await(http.close());
    await(relay.empty());
    reporter.publishEntry("soak", summary);
    await(aws.stop());
    await(vertx.close());
  }

  private static Future<?> restCall(RestClient rest, int i) {
    return switch (i % 3) {
      case 0 -> rest.call(HttpMethod.GET, "/o/" + i).query("q", "é " + i).send();
      case 1 -> rest.call(HttpMethod.PUT, "/o/" + i).text("body " + i).send();
      default -> rest.call(HttpMethod.POST, "/o").text("body " + i).idempotent().send();
    };
  }

  private static Future<?> webCall(WebClient web, URI url, int i) {
    return web.post(url.getPort(), url.getHost(), url.getPath() + "/w/" + i)
        .sendBuffer(Buffer.buffer("body " + i))
        .map(
            answer -> {
              if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + answer.bodyAsString());
              }
              return answer;
            });
  }

  /** Completes when all have ended. */
  private Future<Void> load(IntFunction<Future<?>> call) {
    Promise<Void> ended = Promise.promise();
    AtomicInteger running = new AtomicInteger(IN_FLIGHT);
    AtomicInteger numbers = new AtomicInteger();
    vertx.runOnContext(
        start -> {
          for (int i = 0; i < IN_FLIGHT; i++) {
            next(call, numbers, running, ended);
          }
        });
    return ended.future();
  }

  private void next(
      IntFunction<Future<?>> call,
      AtomicInteger numbers,
      AtomicInteger running,
      Promise<Void> ended) {
    if (stopped) {
      if (running.decrementAndGet() == 0) {
        ended.complete();
      }
      return;
    }
    call.apply(numbers.getAndIncrement())
        .onFailure(failures::add)
        .onComplete(
            done -> {
              calls.increment();
              next(call, numbers, running, ended);
            });
  }

  // Events follow each other, each with calls in between that are affected by it.
  private void progress(long target, long end) {
    while (calls.sum() < target && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Keys that expire without a known expiration. */
  private static final class Expiring implements CredentialsProvider {
    private final LocalAws aws;
    private volatile AwsCredentials current;

    Expiring(LocalAws aws) {
      this.aws = aws;
      current = fresh(Duration.ofHours(1));
    }

    void expire() {
      current = fresh(Duration.ofHours(-1));
    }

    private AwsCredentials fresh(Duration lifetime) {
      AwsCredentials keys = aws.temporaryCredentials(lifetime);
      return new AwsCredentials(
          keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken(), null);
    }

    @Override
    public Future<AwsCredentials> credentials() {
      return Future.succeededFuture(current);
    }

    @Override
    public synchronized Future<AwsCredentials> renewed(AwsCredentials refused) {
      if (refused.accessKeyId().equals(current.accessKeyId())) {
        current = fresh(Duration.ofHours(1));
      }
      return Future.succeededFuture(current);
    }
  }
}
