package io.saigon.testkit;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.s3.bucket.BucketNames;
import io.saigon.testkit.internal.tls.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cognito user pools and identity pools, Secrets Manager, SSM, S3, STS, keys of KMS, an API
 * gateway, and the services that give credentials to instances, tasks and pods, in this JVM.
 *
 * <p>Signatures, session tokens, identity tokens and passwords are really checked, and errors have
 * AWS's codes and forms, so that a client cannot distinguish it from AWS. State lives in memory,
 * large objects in a temporary file, and ends with it. Safe for use from any thread.
 */
public final class LocalAws extends LocalAwsEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(LocalAws.class);

  private final LocalAwsOptions options;
  private final LocalClock clock;
  private final Running running;

  LocalAws(LocalAwsOptions options, LocalClock clock, Running running) {
    this.options = options;
    this.clock = clock;
    this.running = running;
  }

  /**
   * Starts a local AWS with https on loopback and free ports.
   *
   * @param vertx Vert.x instance to run on
   * @return the local AWS, on the caller's context
   */
  public static Future<LocalAws> start(Vertx vertx) {
    return start(vertx, LocalAwsOptions.defaults());
  }

  /**
   * Starts a local AWS.
   *
   * @param vertx Vert.x instance to run on
   * @param options address, ports, region, clock and TLS
   * @return the local AWS, on the caller's context; fails if a port is taken
   */
  public static Future<LocalAws> start(Vertx vertx, LocalAwsOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    LocalClock clock = new LocalClock(options.clock());
    return Running.start(vertx, options, clock)
        .map(running -> new LocalAws(options, clock, running).inspected().logged());
  }

  private LocalAws inspected() {
    Inspection.of(this, running.services(), running.s3Messages()).serve(running.inspection());
    return this;
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

  @Override
  public URI endpoint() {
    return running.endpoint();
  }

  @Override
  public URI s3Endpoint() {
    return running.s3Endpoint();
  }

  @Override
  public String region() {
    return options.region();
  }

  @Override
  public String accessKeyId() {
    return running.services().keys().admin().id();
  }

  @Override
  public String secretAccessKey() {
    return running.services().keys().admin().secret();
  }

  /**
   * Issues a new temporary key with the administrator's rights, accepted everywhere until it
   * expires.
   *
   * @param lifetime time until it expires, by the clock of this local AWS
   * @return credentials with a session token
   */
  public AwsCredentials temporaryCredentials(Duration lifetime) {
    AccessKey key =
        running
            .services()
            .keys()
            .issue(
                Objects.requireNonNull(lifetime, "lifetime"),
                running.services().keys().admin().principal());
    return new AwsCredentials(key.id(), key.secret(), key.sessionToken(), key.expiration());
  }

  /** Ends all temporary keys that were issued so far, whatever time they had left. */
  public void expireCredentials() {
    running.services().keys().expireAll();
  }

  @Override
  public String caCertificate() {
    return Certificates.authorityPem();
  }

  @Override
  public Map<String, String> environment() {
    return Environment.of(this, running.caFile());
  }

  /**
   * Returns the user pool that exists from the start.
   *
   * @return the pool
   */
  public LocalUserPool userPool() {
    return running.userPool();
  }

  /**
   * Creates another user pool, with app clients and an identity pool of its own.
   *
   * @param name name of the pool
   * @return the pool
   */
  public LocalUserPool createUserPool(String name) {
    return running
        .services()
        .createUserPool(Objects.requireNonNull(name, "name"), new JsonObject(), endpoint());
  }

  /**
   * Returns the messages for a user of any pool, oldest first, and the last hundred at most.
   *
   * @param userPoolId id of the pool
   * @param username user name or alias
   * @return the messages, without later ones
   * @throws IllegalArgumentException if there is no such pool or user
   */
  public List<LocalMessage> messages(String userPoolId, String username) {
    return LocalMessage.all(() -> running.services().userPools().sent(userPoolId, username));
  }

  /**
   * Creates everything that a JSON object lists: {@code groups} and {@code users} of the pool that
   * exists from the start, more {@code userPools}, {@code secrets}, {@code parameters}, {@code
   * configurations} of AppConfig by {@code application/environment/profile}, {@code buckets}, and
   * {@code routes} of both gateways, to the URL of a backend or to an object or array that is the
   * answer. The guide "A local AWS" has an example.
   *
   * @param fixture lists by kind
   * @return completes when all of it exists, on the caller's context
   * @throws IllegalArgumentException if it lists an unknown kind, or something that exists already
   */
  public Future<Void> load(JsonObject fixture) {
    return new Fixture(running.services(), this).load(Objects.requireNonNull(fixture, "fixture"));
  }

  /**
   * Creates a secret of Secrets Manager.
   *
   * @param name name of the secret
   * @param value text, such as a JSON object
   * @throws IllegalArgumentException if Secrets Manager refuses the name or the value, or has a
   *     secret of that name
   */
  public void createSecret(String name, String value) {
    running
        .services()
        .secrets()
        .put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
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
   * Returns the event notifications that a destination got from S3 buckets, as the notification
   * configurations of the buckets have it.
   *
   * @param destinationArn ARN of the queue, topic or function in a configuration; for Amazon
   *     EventBridge {@code arn:aws:events:REGION:000000000000:event-bus/default}
   * @return the messages as S3 sends them, oldest first, and the last thousand at most; without
   *     later ones
   */
  public List<JsonObject> s3Events(String destinationArn) {
    return running.s3Messages().sent(Objects.requireNonNull(destinationArn, "destinationArn"));
  }

  /**
   * Registers the handler of the event notifications that a destination gets from S3 buckets, in
   * place of an earlier one. It is called on a worker thread before the request that caused the
   * event is answered; an exception of it is logged.
   *
   * @param destinationArn ARN as for {@link #s3Events}
   * @param handler takes each message as S3 sends it
   */
  public void s3EventHandler(String destinationArn, Consumer<JsonObject> handler) {
    Objects.requireNonNull(destinationArn, "destinationArn");
    running.s3Messages().handler(destinationArn, Objects.requireNonNull(handler, "handler"));
  }

  /**
   * Registers a function of AWS Lambda, in place of an earlier one of the same ARN. It is called
   * where the services of this local AWS would call it: by the triggers of user pools ({@code
   * LambdaConfig} of CreateUserPool and UpdateUserPool), by the rotation of secrets, and by event
   * notifications of S3 buckets that no {@link #s3EventHandler} takes. The guide "A local AWS" has
   * an example.
   *
   * @param functionArn ARN of the function, such as {@code
   *     arn:aws:lambda:eu-west-1:000000000000:function:pre-sign-up}
   * @param function takes an event, and returns its answer
   */
  public void lambda(String functionArn, LambdaFunction function) {
    Objects.requireNonNull(functionArn, "functionArn");
    running
        .services()
        .lambdas()
        .register(functionArn, Objects.requireNonNull(function, "function")::handle);
  }

  /**
   * Registers the rotation of secrets whose rotation function has an ARN; it runs when {@code
   * RotateSecret} or {@link #rotateSecret} is called or the clock is moved past the date of a
   * schedule, and replaces an earlier one of the same ARN.
   *
   * @param functionArn ARN that callers of {@code RotateSecret} give for {@code RotationLambdaARN}
   * @param rotation takes the steps of a rotation
   */
  public void rotationFunction(String functionArn, SecretRotation rotation) {
    Objects.requireNonNull(rotation, "rotation");
    lambda(
        functionArn,
        event -> {
          rotation.rotate(
              event.getString("Step"),
              event.getString("SecretId"),
              event.getString("ClientRequestToken"));
          return event;
        });
  }

  /**
   * Rotates a secret now, by the function that {@code RotateSecret} named for it.
   *
   * @param secretId name or ARN
   * @return completes when the last step is taken; fails with the exception of a step
   */
  public Future<Void> rotateSecret(String secretId) {
    return running.services().secrets().rotate(Objects.requireNonNull(secretId, "secretId"));
  }

  /**
   * Returns the API gateway as a REST API, with the stage {@code prod}.
   *
   * @return the gateway
   */
  public LocalGateway gateway() {
    return running.gateway();
  }

  /**
   * Returns the API gateway as an HTTP API, with the stage {@code $default}. It takes the same
   * signatures, and its refusals say less.
   *
   * @return the gateway
   */
  public LocalGateway httpGateway() {
    return running.httpGateway();
  }

  /**
   * Returns the Security Token Service with its roles.
   *
   * @return the service
   */
  public LocalSts sts() {
    return new LocalSts(running.services().roles(), running.services().webIdentities(), clock);
  }

  /**
   * Returns AppConfig with its configurations, none until a test deploys some.
   *
   * @return the service
   */
  public LocalAppConfig appConfig() {
    return new LocalAppConfig(running.services().appConfig());
  }

  /**
   * Returns an EC2 instance with a metadata service.
   *
   * @return the instance
   */
  public LocalInstance instance() {
    return new LocalInstance(
        running.services().instance(), running.metadataEndpoint(), this::environmentWithoutKeys);
  }

  /**
   * Returns an ECS task with the credentials endpoint of its agent.
   *
   * @return the task
   */
  public LocalTask task() {
    return new LocalTask(
        running.services().task(), running.metadataEndpoint(), this::environmentWithoutKeys);
  }

  /**
   * Returns an EKS pod with EKS Pod Identity and web identity tokens.
   *
   * @return the pod
   */
  public LocalPod pod() {
    return new LocalPod(
        running.services().pod(), running.metadataEndpoint(), this::environmentWithoutKeys);
  }

  private Map<String, String> environmentWithoutKeys() {
    return Environment.withoutKeys(this, running.caFile());
  }

  /**
   * Returns the clock by which signatures, tokens, codes and keys age.
   *
   * @return the clock, which a test can move
   */
  public LocalClock clock() {
    return clock;
  }

  /**
   * Returns the faults to come, none until a test adds some.
   *
   * @return the faults of all services
   */
  public Faults faults() {
    return running.services().faults();
  }

  /**
   * Returns how many requests each operation has had since the start, those that were refused or
   * met a fault included.
   *
   * @return numbers by operation, named as {@link Faults} names its targets, such as {@code
   *     secretsmanager.GetSecretValue}; a copy without later requests
   */
  public Map<String, Integer> requests() {
    return running.services().answers().counts().begun();
  }

  /**
   * Stops all services. Stopping twice is harmless.
   *
   * @return completes when all ports are closed
   */
  public Future<Void> stop() {
    clock.stop();
    return running.stop();
  }

  /**
   * Stops all services, and waits for the end unless called on a Vert.x thread, which must not
   * wait.
   */
  @Override
  public void close() {
    Closing.close(stop());
  }
}
