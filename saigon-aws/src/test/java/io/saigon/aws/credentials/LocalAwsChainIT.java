package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.ServiceException;
import io.saigon.aws.VertxAsyncHttpClient;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalRole;
import io.saigon.testkit.fault.Fault;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Our chain with the environments that a local AWS gives out: STS over https, real keys. */
@Timeout(60)
class LocalAwsChainIT {
  private final Vertx vertx = Vertx.vertx();
  private LocalAws aws;
  private SdkAsyncHttpClient engine;

  @TempDir Path home;

  @BeforeEach
  void start() throws Exception {
    aws = Await.join(LocalAws.start(vertx));
    engine = VertxAsyncHttpClient.builder(vertx).trust(aws.trustOptions()).build();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private DefaultChain chain(Map<String, String> environment) {
    return new DefaultChain(
        vertx,
        SaigonOptions.defaults(),
        engine,
        engine,
        SuiteCase.settings(environment, home),
        aws.clock());
  }

  private AwsCredentialsIdentity load(DefaultChain chain) throws Exception {
    return Await.join(new SharedTask<>(vertx, chain::load).run());
  }

  private Throwable failure(DefaultChain chain) throws Exception {
    return Await.failure(new SharedTask<>(vertx, chain::load).run());
  }

  private String caller(AwsCredentialsIdentity keys) {
    return aws.sts().session(keys.accessKeyId()).orElseThrow().arn();
  }

  @Test
  void anInstanceHasItsRoleAndItsRegion() throws Exception {
    DefaultChain chain = chain(aws.instance().environment());
    AwsCredentialsIdentity first = load(chain);
    assertThat(caller(first)).contains("assumed-role/instance/");
    assertThat(chain.answered()).isEqualTo("instance metadata");
    assertThat(Await.join(chain.region())).isEqualTo(aws.region());
    aws.instance().rotateCredentials();
    aws.instance().endMetadataTokens();
    assertThat(load(chain).accessKeyId()).isNotEqualTo(first.accessKeyId());
    aws.clock().advance(Duration.ofHours(7));
    assertThat(load(chain).expirationTime().orElseThrow()).isAfter(aws.clock().instant());
  }

  @Test
  void anInstanceWithoutARoleOrAServiceFailsWithTheReason() throws Exception {
    Map<String, String> environment = new HashMap<>(aws.instance().environment());
    environment.put("AWS_METADATA_SERVICE_TIMEOUT", "0.2");
    environment.put("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "1");
    aws.instance().removeRole();
    assertThat(failure(chain(environment)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("instance metadata: it answered HTTP 404");
    aws.instance().metadataEnabled(false);
    assertThat(failure(chain(environment))).hasMessageContaining("turned off for this instance");
    aws.instance().metadataEnabled(true);
    aws.instance().beyondHopLimit(true);
    assertThat(failure(chain(environment))).hasMessageContaining("hop limit must be 2 or more");
  }

  @Test
  void transientFaultsOfAnInstanceAreRetried() throws Exception {
    aws.faults().next("imds.Token", Fault.error(500, "InternalError"));
    aws.faults().next("imds.SecurityCredentials", Fault.truncation());
    assertThat(caller(load(chain(aws.instance().environment())))).contains("/instance/");
    assertThat(aws.faults().pending()).isZero();
    aws.faults().always("imds.SecurityCredentials", Fault.garbage());
    assertThat(failure(chain(aws.instance().environment()))).isNotNull();
  }

  @Test
  void aTaskHasItsRoleByBothUris() throws Exception {
    assertThat(caller(load(chain(aws.task().environment())))).contains("assumed-role/task/");
    aws.faults().next("ecs-agent", Fault.error(500, "InternalError"));
    assertThat(caller(load(chain(aws.task().environmentWithFullUri()))))
        .contains("assumed-role/task/");
    aws.faults().always("ecs-agent", Fault.garbage());
    assertThat(failure(chain(aws.task().environment()))).isInstanceOf(ServiceException.class);
  }

  @Test
  void aPodHasItsRoleByTheTokenInItsFile() throws Exception {
    DefaultChain chain = chain(aws.pod().environment());
    AwsCredentialsIdentity keys = load(chain);
    assertThat(caller(keys)).contains("assumed-role/pod/eks-local-pod");
    assertThat(keys.accountId()).hasValue("000000000000");
    aws.clock().advance(Duration.ofDays(1));
    assertThat(failure(chain)).hasMessageContaining("HTTP 400");
    aws.pod().renewTokens();
    assertThat(caller(load(chain))).contains("assumed-role/pod/");
  }

  @Test
  void aWebIdentityTokenGetsKeysOverHttps() throws Exception {
    Map<String, String> environment = aws.pod().webIdentityEnvironment();
    assertThat(environment.get("AWS_ENDPOINT_URL")).startsWith("https:");
    DefaultChain chain = chain(environment);
    aws.faults().next("sts", Fault.throttling());
    aws.faults().next("sts", Fault.error(400, "IDPCommunicationError"));
    assertThat(caller(load(chain))).contains("assumed-role/pod/saigon-");
    assertThat(aws.faults().pending()).isZero();
    aws.clock().advance(Duration.ofDays(1));
    assertThat(failure(chain)).hasMessageContaining("sts answered ExpiredTokenException");
    aws.pod().renewTokens();
    assertThat(caller(load(chain))).contains("assumed-role/pod/");
  }

  @Test
  void aTokenThatStsRefusesFailsWithItsMessage() throws Exception {
    Map<String, String> environment = new HashMap<>(aws.pod().webIdentityEnvironment());
    LocalRole other = aws.sts().createRole("other");
    other.requireSubject("system:serviceaccount:default:other");
    environment.put("AWS_ROLE_ARN", other.arn());
    assertThat(failure(chain(environment)))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    Path token = Files.writeString(home.resolve("token"), "CANARY");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    assertThat(failure(chain(environment)))
        .hasMessageContaining("InvalidIdentityToken")
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void aProfilesRoleIsAssumedWithItsExternalId() throws Exception {
    LocalRole role = aws.sts().createRole("reports");
    role.requireExternalId("ex+t");
    role.maxSessionDuration(Duration.ofHours(2));
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        home.resolve(".aws/config"),
        """
        [default]
        role_arn = %s
        source_profile = base
        external_id = ex+t
        duration_seconds = 7200
        role_session_name = nightly
        [profile base]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        """
            .formatted(role.arn(), aws.accessKeyId(), aws.secretAccessKey()));
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.keySet().removeIf(name -> name.startsWith("AWS_") && name.contains("KEY"));
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    AwsCredentialsIdentity keys = load(chain(environment));
    assertThat(caller(keys)).isEqualTo("arn:aws:sts::000000000000:assumed-role/reports/nightly");
    assertThat(keys.expirationTime().orElseThrow())
        .isAfter(aws.clock().instant().plus(Duration.ofMinutes(110)));
  }
}
