package io.saigon.aws.credentials;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Runs a {@code credential_process} on a worker thread. Its output is read up to a bound and its
 * errors are dropped, as either may hold secrets.
 */
final class ProcessCredentials {
  private static final int MAX_BYTES = 64_000;

  private record Cached(String command, AwsCredentialsIdentity identity) {}

  private final Vertx vertx;
  private final Settings settings;
  private final Duration timeout;
  private volatile @Nullable Cached cached;

  ProcessCredentials(Vertx vertx, Settings settings, Duration timeout) {
    this.vertx = vertx;
    this.settings = settings;
    this.timeout = timeout;
  }

  /**
   * Runs the command. Credentials that do not expire are kept, as it may ask its user something.
   *
   * @return the credentials; fails with {@link ConfigurationException} if the command fails, takes
   *     too long or writes anything else
   */
  Future<AwsCredentialsIdentity> load(ProfileChain.Command process) {
    Cached known = cached;
    if (known != null && known.command.equals(process.command())) {
      return Future.succeededFuture(known.identity);
    }
    String profile = process.profile().name();
    return run(profile, process.command())
        .map(
            output -> {
              AwsCredentialsIdentity identity = parse(process.profile(), output);
              if (identity.expirationTime().isEmpty()) {
                cached = new Cached(process.command(), identity);
              }
              return identity;
            });
  }

  private Future<Buffer> run(String profile, String command) {
    CallerContext context = CallerContext.current(vertx);
    Promise<Buffer> promise = context.promise();
    AtomicReference<@Nullable Process> started = new AtomicReference<>();
    long timer =
        context.setTimer(
            timeout.toMillis(),
            () -> {
              promise.tryFail(timedOut(profile));
              stop(started.get());
            });
    vertx
        .executeBlocking(
            () -> {
              Process process = start(command);
              started.set(process);
              // The timer may have looked for the process just before.
              return promise.future().isComplete() ? Buffer.buffer() : output(profile, process);
            },
            false)
        .onComplete(
            (output, failure) -> {
              vertx.cancelTimer(timer);
              stop(started.get());
              if (failure == null) {
                promise.tryComplete(output);
              } else {
                promise.tryFail(
                    failure instanceof IOException
                        ? failed(profile, "it could not be run")
                        : failure);
              }
            });
    return promise.future();
  }

  private Process start(String command) throws IOException {
    List<String> line =
        settings.isWindows() ? List.of("cmd.exe", "/C", command) : List.of("sh", "-c", command);
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private Buffer output(String profile, Process process) throws IOException, InterruptedException {
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      byte[] bytes = out.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw failed(profile, "it wrote more than " + MAX_BYTES + " bytes");
      }
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw timedOut(profile);
      }
      if (process.exitValue() != 0) {
        throw failed(profile, "it ended with exit code " + process.exitValue());
      }
      return Buffer.buffer(bytes);
    }
  }

  private static void stop(@Nullable Process process) {
    if (process != null && process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private ConfigurationException timedOut(String profile) {
    return failed(profile, "it did not end within " + timeout.toSeconds() + " s");
  }

  private static AwsCredentialsIdentity parse(ProfileSection profile, Buffer output) {
    JsonObject json;
    try {
      json = new JsonObject(output);
    } catch (DecodeException | ClassCastException e) {
      // Without the cause, whose message quotes the output.
      throw failed(profile.name(), "it did not write a JSON object");
    }
    if (!(json.getValue("Version") instanceof Number version) || version.doubleValue() != 1) {
      throw failed(profile.name(), "its output is not of Version 1");
    }
    String account =
        Optional.ofNullable(JsonKeys.text(json, "AccountId"))
            .orElseGet(() -> profile.get("aws_account_id"));
    if (account != null) {
      json.put("AccountId", account);
    }
    return JsonKeys.of("credential_process of profile " + profile.name(), json, "SessionToken");
  }

  private static ConfigurationException failed(String profile, String reason) {
    return ProfileChain.invalid(profile, "credential_process failed: " + reason);
  }
}
