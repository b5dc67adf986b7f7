package io.saigon.benchmarks.engine;

import io.saigon.api.Saigon;
import io.saigon.api.vault.VaultKind;
import io.saigon.benchmarks.process.Figure;
import io.saigon.benchmarks.server.Clients;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** A first call on the only event loop of a process, which a timer watches. */
final class PauseContender {
  private static final int TICKS = 50;

  // One loop, so that all that happens on loops is seen.
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final URI endpoint;
  private long last;
  private long longest;
  private int ticks;

  private PauseContender(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Watches the loop from before clients are built until the call is answered.
   *
   * @param args contender, endpoint
   */
  public static void main(String[] args) {
    Figure.main(() -> new PauseContender(URI.create(args[1])).measure(args[0]));
  }

  private void measure(String name) {
    Context context = vertx.getOrCreateContext();
    Promise<Object> answered = Promise.promise();
    Promise<Void> seen = Promise.promise();
    context.runOnContext(
        start ->
            vertx.setPeriodic(
                1,
                timer -> {
                  ticks++;
                  long now = System.nanoTime();
                  if (ticks == TICKS) {
                    // The timer's own classes are loaded by now.
                    longest = 0;
                    vertx.runOnContext(
                        go ->
                            Future.succeededFuture()
                                .<Object>compose(v -> call(name, context).mapEmpty())
                                .onComplete(answered));
                  } else if (ticks > TICKS) {
                    longest = Math.max(longest, now - last);
                  }
                  last = now;
                  if (answered.future().isComplete()) {
                    vertx.cancelTimer(timer);
                    seen.complete();
                  }
                }));
    answered.future().await();
    seen.future().await();
    Figure.print(EventLoopPauses.JOB, "ms", longest / 1e6);
  }

  private Future<?> call(String name, Context context) {
    return switch (name) {
      case "saigon" ->
          vertx
              .executeBlocking(this::saigon)
              .compose(saigon -> saigon.warmUp().compose(warm -> secret(saigon)));
      case "without warmUp" -> secret(saigon());
      default -> {
        SecretsManagerAsyncClient client =
            Clients.sdk(SecretsManagerAsyncClient.builder(), endpoint)
                .httpClient(NettyNioAsyncHttpClient.create())
                .build();
        yield Future.fromCompletionStage(client.getSecretValue(SdkEngine.REQUEST), context);
      }
    };
  }

  private Saigon saigon() {
    Saigon saigon = Saigon.create(vertx, Clients.saigon(endpoint));
    saigon.vault(VaultKind.AWS_SECRETS_MANAGER);
    return saigon;
  }

  private static Future<?> secret(Saigon saigon) {
    return saigon.vault(VaultKind.AWS_SECRETS_MANAGER).secretString("orders/db");
  }
}
