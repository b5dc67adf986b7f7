package io.saigon.aws.credentials;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.config.SaigonOptions;
import io.saigon.aws.VertxAsyncHttpClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** AWS's test cases for the credentials chain and the profile provider of its SDKs. */
@Timeout(60)
class PublicChainSuiteIT {
  /** Our messages where the cases expect those of the SDK for Rust. */
  private static final Map<String, String> MESSAGES =
      Map.ofEntries(
          entry("eks_pod_identity_no_token_file", "no such file"),
          entry("imds_default_chain_error", "No AWS credentials found"),
          entry("imds_disabled", "AWS_EC2_METADATA_DISABLED"),
          entry("imds_no_iam_role", "credential_source Ec2InstanceMetadata has no credentials"),
          entry("imds_token_fail", "turned off for this instance"),
          entry("sso_no_token_file", "run aws sso login --profile sso-test"),
          entry("sso_server_error", "sso answered HTTP 503"),
          entry("web_identity_source_profile_no_env", "web_identity_token_file needs a role_arn"),
          entry(
              "web_identity_token_invalid_jwt",
              "InvalidIdentityToken: No OpenIDConnect provider found in your account"),
          entry("credential_process_failure", "exit code 1"),
          entry("credential_process_invalid", "did not write a JSON object"),
          entry("empty_config", "there is no profile default"),
          entry("invalid_config", "cannot be parsed"),
          entry("invalid_sso_credentials_config", "gives an access token and no credentials"),
          entry("sso_token", "gives an access token and no credentials"));

  private final Vertx vertx = Vertx.vertx();

  @TempDir Path root;

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  static Stream<SuiteCase> chainCases() {
    return SuiteCase.of("default-credential-provider-chain");
  }

  static Stream<SuiteCase> profileCases() {
    return SuiteCase.of("profile-provider");
  }

  @ParameterizedTest
  @MethodSource("chainCases")
  void theChainHasAwssExpectedResults(SuiteCase suite) throws Exception {
    ScriptedTraffic traffic = ScriptedTraffic.start(vertx, suite.traffic());
    check(suite, traffic, chain(suite, traffic).load());
  }

  @ParameterizedTest
  @MethodSource("profileCases")
  void aProfileHasAwssExpectedResults(SuiteCase suite) throws Exception {
    ScriptedTraffic traffic = ScriptedTraffic.start(vertx, suite.traffic());
    ChainProvider profiles =
        chain(suite, traffic).providers().stream()
            .filter(ProfileProvider.class::isInstance)
            .findFirst()
            .orElseThrow();
    check(suite, traffic, DefaultChain.load(profiles));
  }

  private DefaultChain chain(SuiteCase suite, ScriptedTraffic traffic) throws Exception {
    SdkAsyncHttpClient client = traffic.client(VertxAsyncHttpClient.create(vertx));
    return new DefaultChain(
        vertx, SaigonOptions.defaults(), client, client, suite.settings(root), Clock.systemUTC());
  }

  private static void check(
      SuiteCase suite, ScriptedTraffic traffic, Future<AwsCredentialsIdentity> loaded)
      throws Exception {
    JsonObject expected = suite.result().getJsonObject("Ok");
    if (expected == null) {
      Throwable failure = Await.failure(loaded);
      assertThat(traffic.mismatches()).isEmpty();
      assertThat(failure).hasMessageContaining(MESSAGES.get(suite.name()));
    } else {
      AwsCredentialsIdentity found =
          Await.join(
              loaded.recover(
                  e ->
                      Future.failedFuture(new AssertionError(traffic.mismatches().toString(), e))));
      assertThat(traffic.mismatches()).isEmpty();
      assertThat(json(found)).isEqualTo(expected);
    }
    assertThat(traffic.unanswered()).isZero();
  }

  private static JsonObject json(AwsCredentialsIdentity identity) {
    JsonObject json =
        new JsonObject()
            .put("access_key_id", identity.accessKeyId())
            .put("secret_access_key", identity.secretAccessKey());
    if (identity instanceof AwsSessionCredentialsIdentity session) {
      json.put("session_token", session.sessionToken());
    }
    identity.accountId().ifPresent(id -> json.put("account_id", id));
    identity.expirationTime().map(Instant::getEpochSecond).ifPresent(t -> json.put("expiry", t));
    return json;
  }
}
