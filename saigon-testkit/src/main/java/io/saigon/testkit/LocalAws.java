package io.saigon.testkit;

import io.saigon.api.AwsCredentials;
import io.saigon.api.CredentialsProvider;
import io.saigon.api.SaigonOptions;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Cognito user pools and identity pools, Secrets Manager, SSM, S3 and an API gateway in this JVM.
 *
 * <p>Signatures, session tokens, identity tokens and passwords are really checked, and errors have
 * AWS's codes and forms, so that a client cannot tell it from AWS. State lives in memory and ends
 * with it. Safe for use from any thread.
 */
public final class LocalAws implements AutoCloseable {
  private final LocalAwsOptions options;
  private final LocalClock clock;
  private final Running running;

  LocalAws(LocalAwsOptions options, LocalClock clock, Running running) {
    this.options = options;
    this.clock = clock;
    this.running = running;
  }

  /** Starts one on loopback and free ports; the future completes on the caller's context. */
  public static Future<LocalAws> start(Vertx vertx) {
    return start(vertx, LocalAwsOptions.defaults());
  }

  /** Starts one; the future completes on the caller's context, and fails if a port is taken. */
  public static Future<LocalAws> start(Vertx vertx, LocalAwsOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    LocalClock clock = new LocalClock(options.clock());
    return Running.start(vertx, options, clock)
        .map(running -> new LocalAws(options, clock, running));
  }

  /** Where cognito-idp, cognito-identity, secretsmanager and ssm are. */
  public URI endpoint() {
    return running.endpoint();
  }

  /** Where S3 is; buckets are addressed path style. */
  public URI s3Endpoint() {
    return running.s3Endpoint();
  }

  /** The AWS region it is. */
  public String region() {
    return options.region();
  }

  /** Id of the administrator's key, accepted everywhere. */
  public String accessKeyId() {
    return running.admin().id();
  }

  /** Secret of the administrator's key. */
  public String secretAccessKey() {
    return running.admin().secret();
  }

  /** The administrator's key as saigon takes it. */
  public AwsCredentials credentials() {
    return AwsCredentials.of(accessKeyId(), secretAccessKey());
  }

  /**
   * A fresh temporary key with the administrator's rights, accepted everywhere until it expires.
   */
  public AwsCredentials temporaryCredentials(Duration lifetime) {
    AccessKey key = running.issue(Objects.requireNonNull(lifetime, "lifetime"));
    return new AwsCredentials(key.id(), key.secret(), key.sessionToken(), key.expiration());
  }

  /** Options that point saigon here, with the administrator's key. */
  public SaigonOptions saigonOptions() {
    return SaigonOptions.defaults()
        .withRegion(region())
        .withEndpoint(endpoint())
        .withEndpoint("s3", s3Endpoint())
        .withCredentials(CredentialsProvider.of(credentials()));
  }

  /** AWS's standard environment variables that point any client here, and the ids of the pools. */
  public Map<String, String> environment() {
    return Environment.of(this);
  }

  /** The user pool that is there from the start. */
  public LocalUserPool userPool() {
    return running.userPool();
  }

  /** Makes another user pool, with app clients and an identity pool of its own. */
  public LocalUserPool createUserPool(String name) {
    return running.createUserPool(Objects.requireNonNull(name, "name"));
  }

  /** Makes an S3 bucket. */
  public Future<Void> createBucket(String name) {
    return running.createBucket(Objects.requireNonNull(name, "name"));
  }

  /** The API gateway. */
  public LocalGateway gateway() {
    return running.gateway();
  }

  /**
   * The clock it lives by. S3 alone looks at the machine's clock, for the age of signatures and
   * presigned URLs; the expiry of keys follows this one there too.
   */
  public LocalClock clock() {
    return clock;
  }

  /** What is to go wrong, and when; nothing unless asked for. */
  public Faults faults() {
    return running.faults();
  }

  /** Stops it; harmless when done twice. */
  public Future<Void> stop() {
    return running.stop();
  }

  /** Stops it, and waits for the end unless called on a Vert.x thread, which must not wait. */
  @Override
  public void close() {
    Closing.close(stop());
  }
}
