package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/** A source that breaks the contract does not pass. */
class VaultContractTest {
  private static void fails(
      Function<SecretSource, SecretSource> spoilt,
      ThrowingConsumer<MemoryVault> contract,
      String message) {
    MemoryVault vault = new MemoryVault(spoilt) {};
    try {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> contract.accept(vault))
          .withMessageContaining(message);
    } finally {
      vault.closeVertx();
    }
  }

  @Test
  void aSourceWithOneVersionForAllValuesFails() {
    fails(
        source -> id -> source.fetch(id).map(v -> new SecretValue(v.id(), v.content(), "constant")),
        MemoryVault::aChangedSecretHasAnotherVersionAndTheFormerOneIsNotTheNewOne,
        "A version names one value");
  }

  @Test
  void aSourceThatIgnoresVersionsFails() {
    Function<SecretSource, SecretSource> ignoring =
        source -> id -> source.fetch(SecretId.of(id.key()));
    fails(
        ignoring,
        MemoryVault::aVersionOrStageThatDoesNotExistIsNotTheCurrentOne,
        "must fail with NotFoundException");
    fails(
        ignoring,
        MemoryVault::aChangedSecretHasAnotherVersionAndTheFormerOneIsNotTheNewOne,
        "A former version is its own value");
  }

  @Test
  void aSourceThatIgnoresStagesAloneFails() {
    fails(
        source -> id -> source.fetch(id.stage() == null ? id : SecretId.of(id.key())),
        MemoryVault::aVersionOrStageThatDoesNotExistIsNotTheCurrentOne,
        "(stage no-such-stage)");
  }

  @Test
  void aSourceThatStripsTextFails() {
    fails(
        source ->
            id -> source.fetch(id).map(v -> SecretValue.ofText(id, v.text().strip(), v.version())),
        MemoryVault::aSecretIsReadAsItIsWhiteSpaceIncluded,
        "neither trimmed");
  }

  @Test
  void aSourceThatSleepsFails() {
    fails(
        source ->
            id -> {
              sleep();
              return source.fetch(id);
            },
        MemoryVault::aFetchDoesNotBlockTheEventLoop,
        "Thread.sleep");
  }

  @Test
  void aSourceThatBlocksAfterItsAnswerFails() {
    fails(
        source -> id -> source.fetch(id).onComplete(v -> sleep()),
        MemoryVault::aFetchDoesNotBlockTheEventLoop,
        "Thread.sleep");
  }

  @Test
  void aSourceThatWaitsForAFutureFails() {
    fails(
        source ->
            id -> {
              new CompletableFuture<Void>()
                  .completeOnTimeout(null, 5, TimeUnit.MILLISECONDS)
                  .join();
              return source.fetch(id);
            },
        MemoryVault::aFetchDoesNotBlockTheEventLoop,
        "CompletableFuture.join");
  }

  @Test
  void aSourceThatReadsASocketFails() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
      socket.setSoTimeout(5);
      fails(
          source ->
              id -> {
                await(socket);
                return source.fetch(id);
              },
          MemoryVault::aFetchDoesNotBlockTheEventLoop,
          "NioSocketImpl");
    }
  }

  private static void await(Socket silent) {
    try {
      silent.getInputStream().read();
    } catch (SocketTimeoutException e) {
      // as long as was wanted
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSourceThatBlocksAWorkerPasses() throws Exception {
    Vertx workers = Vertx.vertx();
    MemoryVault vault =
        new MemoryVault(
            source ->
                id ->
                    workers
                        .executeBlocking(
                            () -> {
                              sleep();
                              return id;
                            })
                        .compose(source::fetch)) {};
    try {
      vault.aFetchDoesNotBlockTheEventLoop();
    } finally {
      vault.closeVertx();
      MemoryVault.get(workers.close());
    }
  }
}
