package io.saigon.testkit;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.s3.BucketNames;
import io.saigon.testkit.internal.tls.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cognito user pools and identity pools, Secrets Manager, SSM, S3 and an API gateway in this JVM.
 *
 * <p>Signatures, session tokens, identity tokens and passwords are really checked, and errors have
 * AWS's codes and forms, so that a client cannot tell it from AWS. State lives in memory and ends
 * with it. Safe for use from any thread.
 */
public final class LocalAws implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalAws.class);

  private final LocalAwsOptions options;
  private final LocalClock clock;
  private final Running running;

  LocalAws(LocalAwsOptions options, LocalClock clock, Running running) {
    this.options = options;
    this.clock = clock;
    this.running = running;
  }

  /** Starts one with https on loopback and free ports; completes on the caller's context. */
  public static Future<LocalAws> start(Vertx vertx) {
    return start(vertx, LocalAwsOptions.defaults());
  }

  /** Starts one; the future completes on the caller's context, and fails if a port is taken. */
  public static Future<LocalAws> start(Vertx vertx, LocalAwsOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    LocalClock clock = new LocalClock(options.clock());
    return Running.start(vertx, options, clock)
        .map(running -> new LocalAws(options, clock, running).logged());
  }

  private LocalAws logged() {
    if (options.exposed()) {
      LOG.warn(
          "A local AWS for tests listens on {}, where others may reach it; its keys guard nothing",
          options.host());
    }
    LOG.info(
        "A local AWS for tests, not Amazon's: region {}, {}, S3 at {}; its state lives in memory",
        region(),
        endpoint(),
        s3Endpoint());
    return this;
  }

  /** Returns the endpoint of cognito-idp, cognito-identity, secretsmanager and ssm. */
  public URI endpoint() {
    return running.endpoint();
  }

  /** Returns the endpoint of S3; buckets are addressed path style. */
  public URI s3Endpoint() {
    return running.s3Endpoint();
  }

  /** The AWS region it is. */
  public String region() {
    return options.region();
  }

  /** Id of the administrator's key, accepted everywhere. */
  public String accessKeyId() {
    return running.services().keys().admin().id();
  }

  /** Secret of the administrator's key. */
  public String secretAccessKey() {
    return running.services().keys().admin().secret();
  }

  /** The administrator's key as saigon takes it. */
  public AwsCredentials credentials() {
    return AwsCredentials.of(accessKeyId(), secretAccessKey());
  }

  /**
   * A fresh temporary key with the administrator's rights, accepted everywhere until it expires.
   */
  public AwsCredentials temporaryCredentials(Duration lifetime) {
    AccessKey key =
        running.services().keys().issue(Objects.requireNonNull(lifetime, "lifetime"), null);
    return new AwsCredentials(key.id(), key.secret(), key.sessionToken(), key.expiration());
  }

  /** Ends all temporary keys that were given out so far, whatever time they had left. */
  public void expireCredentials() {
    running.services().keys().expireAll();
  }

  /**
   * Returns options that point saigon here, with the administrator's key and, with https, {@link
   * #trustOptions()}.
   */
  public SaigonOptions saigonOptions() {
    SaigonOptions saigon =
        SaigonOptions.defaults()
            .withRegion(region())
            .withEndpoint(endpoint())
            .withEndpoint("s3", s3Endpoint())
            .withCredentials(CredentialsProvider.of(credentials()));
    return options.tls() ? saigon.withTrust(trustOptions()) : saigon;
  }

  /**
   * Returns the certificate of the authority that signs the servers' certificates. It is the same
   * for all local servers of this JVM, and of no use where this one speaks plain http.
   *
   * @return PEM
   */
  public String caCertificate() {
    return Certificates.authorityPem();
  }

  /**
   * Returns {@link #caCertificate()} as a Vert.x client takes it.
   *
   * @return new options, which the caller may change
   */
  public TrustOptions trustOptions() {
    return new PemTrustOptions().addCertValue(Buffer.buffer(caCertificate()));
  }

  /**
   * Returns {@link #caCertificate()} as other Java clients take it, such as those of the JDK.
   *
   * @return a new key store in memory, which the caller may change
   */
  public KeyStore trustStore() {
    return Certificates.trustStore();
  }

  /**
   * Returns AWS's standard environment variables that point any client here, and the ids of the
   * pools. With https, {@code AWS_CA_BUNDLE} names a file with {@link #caCertificate()}, which is
   * deleted when this local AWS stops.
   */
  public Map<String, String> environment() {
    return Environment.of(this, running.caFile());
  }

  /** The user pool that is there from the start. */
  public LocalUserPool userPool() {
    return running.userPool();
  }

  /** Makes another user pool, with app clients and an identity pool of its own. */
  public LocalUserPool createUserPool(String name) {
    return running
        .services()
        .createUserPool(Objects.requireNonNull(name, "name"), new JsonObject());
  }

  /**
   * Returns the messages for users of all pools so far, oldest first, and the last hundred at most.
   *
   * @throws io.saigon.testkit.internal.wire.AwsError if there is no such pool or user
   */
  public List<LocalMessage> messages(String userPoolId, String username) {
    return LocalMessage.all(running.services().userPools().sent(userPoolId, username));
  }

  /**
   * Fills it with what a JSON object lists: {@code groups} and {@code users} of the pool that is
   * there from the start, more {@code userPools}, {@code secrets}, {@code parameters}, {@code
   * buckets}, and {@code routes} of both gateways. README.md has an example.
   *
   * @throws IllegalArgumentException if it lists what there is not, or something is there already
   */
  public Future<Void> load(JsonObject fixture) {
    return new Fixture(running.services(), this).load(Objects.requireNonNull(fixture, "fixture"));
  }

  /**
   * Creates an S3 bucket.
   *
   * @param name by S3's rules, such as 3 to 63 lower-case letters, digits, dots and hyphens
   * @return completes when the bucket is there, on the caller's context
   * @throws IllegalArgumentException if the name breaks S3's rules
   */
  public Future<Void> createBucket(String name) {
    return running.createBucket(BucketNames.check(Objects.requireNonNull(name, "name")));
  }

  /**
   * Says what rotates secrets whose rotation function has this ARN, when {@code RotateSecret} or
   * {@link #rotateSecret} is called; one that is given again replaces the first.
   *
   * @param functionArn what callers of {@code RotateSecret} give for {@code RotationLambdaARN}
   */
  public void rotationFunction(String functionArn, SecretRotation rotation) {
    Objects.requireNonNull(functionArn, "functionArn");
    running
        .services()
        .secrets()
        .rotationHandler(functionArn, Objects.requireNonNull(rotation, "rotation")::rotate);
  }

  /**
   * Rotates a secret now, by the function that {@code RotateSecret} has named; completes when its
   * last step is taken, and fails with what a step throws.
   *
   * @param secretId name or ARN
   */
  public Future<Void> rotateSecret(String secretId) {
    return running.services().secrets().rotate(Objects.requireNonNull(secretId, "secretId"));
  }

  /** The API gateway as a REST API, with the stage {@code prod}. */
  public LocalGateway gateway() {
    return running.gateway();
  }

  /**
   * The API gateway as an HTTP API, with the stage {@code $default}: it takes the same signatures,
   * and says less when it refuses.
   */
  public LocalGateway httpGateway() {
    return running.httpGateway();
  }

  /** The clock it lives by, and all its signatures, tokens, codes and keys with it. */
  public LocalClock clock() {
    return clock;
  }

  /** Returns the faults to come; there are none until a test adds them. */
  public Faults faults() {
    return running.services().faults();
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
