package io.saigon.vault.source;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.appconfigdata.AppConfigDataAsyncClient;

/**
 * Polls configurations, each in a session of its own, no sooner than the service allows. Until then
 * a fetch returns what the last poll did.
 */
public final class AppConfigSource implements SecretSource {
  public static final String SERVICE = "appconfigdata";

  /** The time between polls unless a setting says otherwise; AppConfig's own default. */
  public static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Duration SHORTEST = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MAX_SESSIONS = 1_000;

  private final AwsService<AppConfigDataAsyncClient> service;
  private final Duration interval;
  private final Clock clock;
  private final Map<String, AppConfigSession> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AppConfigSession> eldest) {
          return size() > MAX_SESSIONS;
        }
      };

  /**
   * @param interval time between polls, 15 seconds to a day
   * @param clock by which the time between polls goes
   * @throws IllegalArgumentException if the interval is out of range
   */
  public AppConfigSource(
      AwsService<AppConfigDataAsyncClient> service, Duration interval, Clock clock) {
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "AppConfig is polled every 15 seconds to every day; correct pollIntervalSeconds");
    }
    this.service = service;
    this.interval = interval;
    this.clock = clock;
  }

  /** Returns the service of a Saigon. */
  public static AwsService<AppConfigDataAsyncClient> service(SaigonContext context) {
    AwsService<AppConfigDataAsyncClient> service =
        VertxAws.of(context)
            .service(SERVICE, AppConfigDataAsyncClient::builder)
            .withRehearsal(client -> client.getLatestConfiguration(r -> r.configurationToken("t")));
    context.onWarmUp(service::warmUp);
    return service;
  }

  /** Returns options with which a fetch comes right after a poll is allowed, not before. */
  public static SecretVaultOptions options(Duration interval) {
    // A vault fetches after three quarters of the time to live at the earliest.
    return SecretVaultOptions.defaults().withTtl(interval.multipliedBy(4).dividedBy(3));
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    String[] names = id.key().split("/", -1);
    String problem = problem(id, names);
    if (problem != null) {
      return Future.failedFuture(
          new NotFoundException("Configuration %s: %s".formatted(id, problem), null, null));
    }
    return session(id.key(), names)
        .poll()
        .map(content -> new SecretValue(id, content, null))
        .recover(failure -> failed(id, failure));
  }

  private static @Nullable String problem(SecretId id, String[] names) {
    if (id.version() != null || id.stage() != null) {
      return "AppConfig serves the deployed version alone; read it without a version";
    }
    boolean named = names.length == 3;
    for (String name : names) {
      named &= !name.isBlank();
    }
    return named ? null : "the key must be application/environment/profile; correct it";
  }

  private synchronized AppConfigSession session(String key, String[] names) {
    return sessions.computeIfAbsent(
        key, missing -> new AppConfigSession(service, names, interval, clock));
  }

  private Future<SecretValue> failed(SecretId id, Throwable failure) {
    boolean missing =
        failure instanceof ServiceException error
            && error.serviceError() != null
            && error.serviceError().statusCode() == 404;
    if (missing || failure instanceof NotFoundException) {
      synchronized (this) {
        sessions.remove(id.key());
      }
    }
    return NamedErrors.of("Configuration", id, failure);
  }
}
