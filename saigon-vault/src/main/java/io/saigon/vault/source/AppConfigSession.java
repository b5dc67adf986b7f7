package io.saigon.vault.source;

import io.saigon.api.error.ServiceException;
import io.saigon.aws.AwsService;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.appconfigdata.AppConfigDataAsyncClient;
import software.amazon.awssdk.services.appconfigdata.model.GetLatestConfigurationResponse;
import software.amazon.awssdk.services.appconfigdata.model.StartConfigurationSessionResponse;

/** A polled configuration. A vault makes one call at a time. */
final class AppConfigSession {
  private final AwsService<AppConfigDataAsyncClient> service;
  private final String[] names;
  private final Duration interval;
  private final Clock clock;
  private volatile @Nullable String token;
  private volatile Instant nextPoll = Instant.MIN;
  private volatile @Nullable Buffer content;

  /**
   * @param names application, environment and profile
   */
  AppConfigSession(
      AwsService<AppConfigDataAsyncClient> service,
      String[] names,
      Duration interval,
      Clock clock) {
    this.service = service;
    this.names = names;
    this.interval = interval;
    this.clock = clock;
  }

  /** Returns the configuration as it is now, or as it was if it must not be polled yet. */
  Future<Buffer> poll() {
    Buffer known = content;
    String next = token;
    if (known != null && clock.instant().isBefore(nextPoll)) {
      return Future.succeededFuture(known);
    }
    return next == null
        ? start()
        : poll(next)
            .recover(failure -> isRefused(failure) ? start() : Future.failedFuture(failure));
  }

  /** Returns whether the token is used up or too old, as after a day without a poll. */
  private static boolean isRefused(Throwable failure) {
    return failure instanceof ServiceException error
        && error.serviceError() != null
        && "BadRequestException".equals(error.serviceError().errorCode());
  }

  private Future<Buffer> start() {
    token = null;
    return service
        .call(
            client ->
                client.startConfigurationSession(
                    r ->
                        r.applicationIdentifier(names[0])
                            .environmentIdentifier(names[1])
                            .configurationProfileIdentifier(names[2])
                            .requiredMinimumPollIntervalInSeconds((int) interval.toSeconds())))
        .map(StartConfigurationSessionResponse::initialConfigurationToken)
        .compose(this::poll);
  }

  private Future<Buffer> poll(String with) {
    return service
        .call(client -> client.getLatestConfiguration(r -> r.configurationToken(with)))
        .map(this::polled);
  }

  private Buffer polled(GetLatestConfigurationResponse response) {
    token = response.nextPollConfigurationToken();
    nextPoll = clock.instant().plusSeconds(response.nextPollIntervalInSeconds());
    byte[] bytes =
        response.configuration() == null ? new byte[0] : response.configuration().asByteArray();
    // Empty if it is as it was in this session; the first answer of a session has it in any case.
    if (bytes.length > 0 || content == null) {
      content = Buffer.buffer(bytes);
    }
    return Objects.requireNonNull(content);
  }
}
