package io.saigon.docs;

import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_MAX_IDLE_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.MAX_CONNECTIONS;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.READ_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.WRITE_TIMEOUT;

import io.saigon.api.storage.UnzipLimits;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.rest.vertx.RetryPolicy;
import io.saigon.rest.vertx.webclient.SigningOptions;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;

/** Writes the page of timeouts, retries, caches and limits from the constants of the code. */
class LimitsTest {
  private final StringBuilder page = new StringBuilder();

  @Test
  void thePageHasTheValuesOfTheCode() throws Exception {
    page.append(
        """
        # Timeouts, retries, caches and limits

        What holds unless something else is said. The values come from the code; a test holds this page to it.
        [Options](options.md) lists what a configuration can change.
        """);
    timeouts();
    retries();
    caches();
    limits();
    Golden.check(Modules.HOME.resolveSibling("docs").resolve("limits.md"), page.toString());
  }

  private void timeouts() throws ReflectiveOperationException {
    table("Timeouts", "of", "after", "changed by");
    String engine = "`VertxAsyncHttpClient.builder(vertx).option(…)`";
    row("a connection to AWS", http(CONNECTION_TIMEOUT), engine);
    row("its TLS handshake", http(TLS_NEGOTIATION_TIMEOUT), "the same");
    row(
        "the wait for a connection when all are in use",
        http(CONNECTION_ACQUIRE_TIMEOUT),
        "the same");
    row("a silent answer of AWS", http(READ_TIMEOUT), "the same");
    row("a request to AWS that is not taken", http(WRITE_TIMEOUT), "the same");
    row("an idle connection to AWS", http(CONNECTION_MAX_IDLE_TIMEOUT), "the same");
    row(
        "a fetch of a secret, retries included",
        text(SecretVaultOptions.defaults().fetchTimeout()),
        "`SecretVaultOptions.withFetchTimeout`");
    Object call = constant("io.saigon.rest.vertx.CallSettings", "DEFAULTS");
    row(
        "a call of `RestClient`, authorization and retries included",
        text(accessor(call, "timeout")),
        "`withTimeout`");
    row(
        "the credentials of a request of `SigningWebClient`",
        text(SigningOptions.defaults().credentialsTimeout()),
        "`SigningOptions.withCredentialsTimeout`");
    row(
        "a request to STS or IAM Identity Center",
        text(
            accessor(constant("io.saigon.aws.credentials.HttpCalls$Bounds", "SERVICE"), "timeout")),
        "");
    row(
        "a `credential_process`",
        text(constant("io.saigon.aws.credentials.DefaultChain", "PROCESS_TIMEOUT")),
        "");
    row("a log-in to PostgreSQL", millis("io.saigon.vault.pg.PooledConnection", "LOGIN_MS"), "");
    row(
        "the life of a connection to PostgreSQL",
        millis("io.saigon.vault.pg.PoolSettings", "MAX_LIFETIME_MS"),
        "`PoolOptions.setMaxLifetime`");
  }

  private void retries() throws ReflectiveOperationException {
    table("Retries", "of", "attempts at most", "changed by");
    row(
        "a call of AWS",
        String.valueOf(AwsRetryStrategy.forRetryMode(RetryMode.STANDARD).maxAttempts())
            + ", of DynamoDB more",
        "`AWS_MAX_ATTEMPTS`, `AWS_RETRY_MODE`");
    RetryPolicy policy = RetryPolicy.defaults();
    row(
        "an idempotent call of `RestClient` without an answer, or with one of "
            + new TreeSet<>(policy.statuses()),
        "%d, up to %s apart at first and up to %s later"
            .formatted(policy.maxAttempts(), text(policy.firstDelay()), text(policy.maxDelay())),
        "`withRetry`");
    row(
        "a download whose connection broke",
        "%s more, each from where it broke"
            .formatted(constant("io.saigon.storage.download.Resumption", "MAX_RETRIES")),
        "");
    row(
        "a secret that could not be refreshed",
        "as many as it takes, up to %s apart"
            .formatted(millis("io.saigon.api.vault.CachedSecret", "MAX_STALE_PAUSE_MS")),
        "");
    row(
        "the application's credentials",
        "as many as it takes, %s to %s apart"
            .formatted(
                text(constant("io.saigon.aws.credentials.CachedCredentials", "FIRST_PAUSE")),
                text(constant("io.saigon.aws.credentials.CachedCredentials", "LONGEST_PAUSE"))),
        "");
    row(
        "a connection to PostgreSQL with a refused password",
        "2, the second with a refreshed secret",
        "");
  }

  private void caches() throws ReflectiveOperationException {
    table("Caches", "what", "kept by", "until", "at most");
    SecretVaultOptions vault = SecretVaultOptions.defaults();
    row(
        "secrets, decoded",
        "each `SecretVault`",
        "refreshed after %s, served for %s while the store is down, never past their expiry"
            .formatted(text(vault.ttl()), text(vault.maxStale())),
        vault.maxEntries() + " secrets");
    row(
        "that a secret does not exist",
        "each `SecretVault`",
        text(vault.negativeTtl()),
        "the same");
    row(
        "the application's AWS credentials",
        "each `Saigon`",
        "renewed %s before they expire, or after three quarters of their life; without expiry loaded again after %s"
            .formatted(
                text(constant("io.saigon.aws.credentials.CachedCredentials", "AHEAD")),
                text(constant("io.saigon.aws.credentials.CachedCredentials", "RECHECK"))),
        "one");
    row(
        "a user's tokens and credentials",
        "each `CognitoSession`",
        "renewed on use, at most %s before they expire"
            .formatted(text(constant("io.saigon.cognito.session.RefreshingValue", "MAX_AHEAD"))),
        constant("io.saigon.rest.vertx.SigV4RequestAuthorizer", "MAX_USERS")
            + " users of an authorizer");
    row(
        "public keys of a user pool",
        "each `CognitoVerifier`",
        "refreshed after %s, used for %s"
            .formatted(
                text(constant("io.saigon.cognito.verify.JwksCache", "REFRESH_AFTER")),
                text(constant("io.saigon.cognito.verify.JwksCache", "EXPIRE_AFTER"))),
        "");
    row(
        "connections to AWS",
        "each `Saigon`",
        "idle for " + http(CONNECTION_MAX_IDLE_TIMEOUT),
        SdkHttpConfigurationOption.GLOBAL_HTTP_DEFAULTS.get(MAX_CONNECTIONS) + " to each host");
    row("downloads", "the caller, as files", "the caller deletes them", "");
  }

  private void limits() throws ReflectiveOperationException {
    table("Limits", "of", "value", "changed by");
    row(
        "fetches of a vault at a time",
        String.valueOf(SecretVaultOptions.defaults().maxConcurrentFetches()),
        "`SecretVaultOptions.withMaxConcurrentFetches`");
    row("JSON of a secret", bytes(constant("io.saigon.api.vault.SecretDecoder", "MAX_JSON")), "");
    Object call = constant("io.saigon.rest.vertx.CallSettings", "DEFAULTS");
    row(
        "an answer of `RestClient`",
        bytes(accessor(call, "maxResponseBody")),
        "`withMaxResponseBody`");
    row(
        "the body of an error, kept in its exception",
        bytes(constant("io.saigon.rest.vertx.http.HttpAttempt", "MAX_ERROR_BODY")),
        "");
    row(
        "a body that is buffered to be signed",
        bytes(SigningOptions.defaults().maxBufferedBody()),
        "`SigningOptions.withMaxBufferedBody`");
    row(
        "redirects of a call",
        String.valueOf(constant("io.saigon.rest.vertx.RestExchange", "MAX_REDIRECTS")),
        "");
    row(
        "connections of a download of %s or more"
            .formatted(bytes(constant("io.saigon.storage.download.ParallelRanges", "MIN_SIZE"))),
        "1, and %s more if one is slow"
            .formatted(constant("io.saigon.storage.download.ParallelRanges", "MAX_CONNECTIONS")),
        "");
    row(
        "an upload in one request",
        bytes(constant("io.saigon.storage.upload.Uploads", "MAX_SINGLE")),
        "");
    row(
        "memory of an upload of a stream",
        "%s parts of %s or more"
            .formatted(
                constant("io.saigon.storage.upload.StreamUpload", "MAX_CONCURRENT_PARTS"),
                bytes(constant("io.saigon.storage.upload.StreamUpload", "MIN_PART"))),
        "");
    UnzipLimits unzip = UnzipLimits.defaults();
    row(
        "an archive",
        "%s, %d entries, %d times its size"
            .formatted(bytes(unzip.maxBytes()), unzip.maxEntries(), unzip.maxRatio()),
        "`UnzipLimits`");
    row(
        "renewals of users' sessions at a time",
        "%s, %s that wait"
            .formatted(
                constant("io.saigon.cognito.session.RenewalLimiter", "MAX_CONCURRENT"),
                constant("io.saigon.cognito.session.RenewalLimiter", "MAX_QUEUED")),
        "");
  }

  private void table(String title, String... columns) {
    page.append("\n## ").append(title).append("\n\n");
    row(columns);
    page.append("|---".repeat(columns.length)).append("|\n");
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String http(SdkHttpConfigurationOption<Duration> option) {
    return text(SdkHttpConfigurationOption.GLOBAL_HTTP_DEFAULTS.get(option));
  }

  private static String millis(String type, String name) throws ReflectiveOperationException {
    return text(Duration.ofMillis((Long) constant(type, name)));
  }

  private static String text(Object value) {
    Duration duration = (Duration) value;
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + " ms";
    }
    long seconds = duration.toSeconds();
    return seconds % 86_400 == 0
        ? seconds / 86_400 + " d"
        : seconds % 3_600 == 0
            ? seconds / 3_600 + " h"
            : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  private static String bytes(Object value) {
    long bytes = ((Number) value).longValue();
    int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    return String.format(
        Locale.ROOT,
        "%d %s",
        bytes >> (10 * power),
        new String[] {"B", "KiB", "MiB", "GiB"}[power]);
  }

  private static Object constant(String type, String name) throws ReflectiveOperationException {
    Field field = Class.forName(type).getDeclaredField(name);
    field.setAccessible(true);
    return field.get(null);
  }

  private static Object accessor(Object of, String name) throws ReflectiveOperationException {
    Method accessor = of.getClass().getDeclaredMethod(name);
    accessor.setAccessible(true);
    return accessor.invoke(of);
  }
}
