package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sso.SsoAsyncClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** Our chain and the SDK's own with the same system properties, files and services. */
class SideBySideIT extends ChainFixture {
  private final Set<String> set = new HashSet<>();

  @BeforeEach
  void files() {
    set("aws.configFile", home.resolve("config").toString());
    set("aws.sharedCredentialsFile", home.resolve("credentials").toString());
    set("aws.disableEc2Metadata", "true");
  }

  @AfterEach
  void clear() {
    set.forEach(System::clearProperty);
  }

  private void set(String property, String value) {
    set.add(property);
    System.setProperty(property, value);
  }

  @Override
  Settings settings() {
    return Settings.system();
  }

  private void same() throws Exception {
    assertThat(parts(load(chain()))).isEqualTo(parts(sdk()));
  }

  private static AwsCredentialsIdentity sdk() {
    try (DefaultCredentialsProvider sdk = DefaultCredentialsProvider.builder().build()) {
      return sdk.resolveCredentials();
    }
  }

  private static Map<String, String> parts(AwsCredentialsIdentity identity) {
    Map<String, String> parts = new TreeMap<>();
    parts.put("key", identity.accessKeyId());
    parts.put("secret", identity.secretAccessKey());
    parts.put("account", identity.accountId().orElse("none"));
    if (identity instanceof AwsSessionCredentialsIdentity session) {
      parts.put("token", session.sessionToken());
    }
    return parts;
  }

  @Test
  void systemPropertiesGiveTheSame() throws Exception {
    set("aws.accessKeyId", " AKID ");
    set("aws.secretAccessKey", "SECRET");
    same();
    set("aws.sessionToken", "TOKEN");
    set("aws.accountId", "123456789012");
    same();
    set("aws.accessKeyId", " ");
    write("credentials", "[default]\naws_access_key_id = FILE\naws_secret_access_key = S\n");
    same();
  }

  @Test
  void profilesGiveTheSame() throws Exception {
    write(
        "config",
        """
        [default]
        aws_access_key_id = CONFIG
        aws_secret_access_key = CONFIG
        [profile session]
        aws_access_key_id = SESSION
        aws_secret_access_key = S
        aws_session_token = T
        aws_account_id = 123456789012
        """);
    same();
    write("credentials", "[default]\naws_access_key_id = CREDENTIALS\n");
    same();
    set("aws.profile", "session");
    same();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aProcessGivesTheSame() throws Exception {
    write(
        "config",
        """
        [default]
        aws_account_id = 123456789012
        credential_process = echo '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "S",\
         "SessionToken": "T", "Expiration": "2099-01-01T00:00:00Z"}'
        """);
    same();
  }

  @Test
  void aContainerServiceGivesTheSame() throws Exception {
    set("aws.containerCredentialsFullUri", url() + "/full?a=1");
    set("aws.containerAuthorizationToken", "one");
    answer(200, KEYS);
    same();
    // Given both, the SDK for Java takes the token; we take the file, as AWS's other SDKs do.
    System.clearProperty("aws.containerAuthorizationToken");
    set("aws.containerAuthorizationTokenFile", write("token", "two").toString());
    same();
    set("aws.containerServiceEndpoint", url());
    set("aws.containerCredentialsPath", "/relative");
    same();
    assertThat(seen).hasSize(6);
    for (int i = 0; i < seen.size(); i += 2) {
      assertThat(seen.get(i).line()).isEqualTo(seen.get(i + 1).line());
      assertThat(seen.get(i).headers().get("authorization"))
          .isEqualTo(seen.get(i + 1).headers().get("authorization"));
    }
  }

  @Test
  void aContainerServiceIsRefusedAlike() throws Exception {
    set("aws.containerAuthorizationToken", "CANARY");
    for (String address : new String[] {"http://192.0.2.1/", "http://169.254.170.3/x", "/x"}) {
      set("aws.containerCredentialsFullUri", address);
      assertThat(failure(chain())).hasMessageContaining("AWS_CONTAINER_CREDENTIALS_FULL_URI");
      assertThatThrownBy(SideBySideIT::sdk).isInstanceOf(SdkClientException.class);
    }
  }

  @Test
  void instanceMetadataGivesTheSame() throws Exception {
    set("aws.disableEc2Metadata", "false");
    set("aws.ec2MetadataServiceEndpoint", url());
    answer =
        request ->
            request
                .response()
                .end(
                    request.uri().equals("/latest/api/token")
                        ? "TOKEN"
                        : request.uri().endsWith("/role") ? KEYS : "role");
    same();
    assertThat(seen).allSatisfy(s -> assertThat(s.headers().toString()).contains("metadata-token"));
  }

  @Test
  void regionsAreTheSame() throws Exception {
    write("config", "[default]\nregion = eu-west-2\n");
    for (String region : new String[] {null, "eu-west-1"}) {
      if (region != null) {
        set("aws.region", region);
      }
      assertThat(Await.join(chain().region()))
          .isEqualTo(new DefaultAwsRegionProviderChain().getRegion().id());
    }
  }

  @Test
  void withoutAnythingBothFail() throws Exception {
    assertThat(failure(chain())).hasMessageContaining("No AWS credentials found");
    assertThatThrownBy(SideBySideIT::sdk).isInstanceOf(SdkClientException.class);
  }

  private static Map<String, String> form(ReceivedRequest request) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : request.body().split("&")) {
      form.put(pair.split("=")[0], pair.substring(pair.indexOf('=') + 1));
    }
    return form;
  }

  @Test
  void anAssumedRoleIsTheSameRequest() throws Exception {
    set("aws.region", "eu-west-1");
    set("aws.endpointUrlSts", url());
    answer(200, ROLE_KEYS);
    Map<String, String> parameters =
        Map.of(
            "RoleArn", "arn:aws:iam::123456789012:role/A+B é",
            "RoleSessionName", "me",
            "DurationSeconds", "900",
            "Policy", "{\"a\": \"*~/\"}",
            "Tags.member.1.Key", "k",
            "Tags.member.1.Value", "v w",
            "PolicyArns.member.1.arn", "arn:p");
    AwsBasicCredentials caller = AwsBasicCredentials.create("AKID", "SECRET");
    DefaultChain chain = chain(Clock.systemUTC());
    Await.join(new SharedTask<>(vertx, () -> chain.assumeRole(parameters, caller)).run());
    try (StsAsyncClient sdk =
        StsAsyncClient.builder()
            .httpClient(engine)
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create(url()))
            .credentialsProvider(StaticCredentialsProvider.create(caller))
            .build()) {
      sdk.assumeRole(
              r ->
                  r.roleArn(parameters.get("RoleArn"))
                      .roleSessionName("me")
                      .durationSeconds(900)
                      .policy(parameters.get("Policy"))
                      .tags(t -> t.key("k").value("v w"))
                      .policyArns(p -> p.arn("arn:p")))
          .join();
    }
    assertThat(form(seen.get(0))).isEqualTo(form(seen.get(1)));
    assertThat(seen.get(0).line()).isEqualTo(seen.get(1).line());
    assertThat(seen.get(0).headers().get("content-type"))
        .isEqualToIgnoringCase(seen.get(1).headers().get("content-type"));
  }

  @Test
  void aWebIdentityIsTheSameRequest() throws Exception {
    set("aws.region", "eu-west-1");
    set("aws.endpointUrlSts", url());
    set("aws.webIdentityTokenFile", write("token", "a.b+c/d").toString());
    set("aws.roleArn", "arn:aws:iam::123456789012:role/r");
    set("aws.roleSessionName", "me");
    answer(200, ROLE_KEYS.replace("AssumeRole", "AssumeRoleWithWebIdentity"));
    load(chain());
    try (StsAsyncClient sdk =
        StsAsyncClient.builder()
            .httpClient(engine)
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create(url()))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build()) {
      sdk.assumeRoleWithWebIdentity(
              r ->
                  r.roleArn("arn:aws:iam::123456789012:role/r")
                      .roleSessionName("me")
                      .webIdentityToken("a.b+c/d"))
          .join();
    }
    assertThat(form(seen.get(0))).isEqualTo(form(seen.get(1)));
    assertThat(seen.get(0).headers()).doesNotContainKey("authorization");
  }

  @Test
  void singleSignOnIsTheSameRequests() throws Exception {
    set("aws.endpointUrl", url());
    ProfileChain.Sso settings =
        new ProfileChain.Sso(
            new ProfileSection("p", Map.of()),
            "dev",
            "eu-west-1",
            "https://example.awsapps.com/start",
            "123456789012",
            "Role+1");
    Settings ours =
        new Settings(System::getProperty, name -> name.equals("HOME") ? home.toString() : null);
    JsonObject token =
        new JsonObject()
            .put("accessToken", "OLD")
            .put("expiresAt", "2020-01-01T00:00:00Z")
            .put("refreshToken", "REFRESH")
            .put("clientId", "ID")
            .put("clientSecret", "SECRET")
            .put("registrationExpiresAt", "2099-01-01T00:00:00Z");
    write(home.relativize(SsoToken.file(home.toString(), settings)).toString(), token.encode());
    answer =
        request ->
            request
                .response()
                .putHeader("content-type", "application/json")
                .end(
                    request.uri().equals("/token")
                        ? "{\"accessToken\": \"NEW\", \"expiresIn\": 3600}"
                        : "{\"roleCredentials\": {\"accessKeyId\": \"A\", \"secretAccessKey\": \"S\","
                            + " \"sessionToken\": \"T\", \"expiration\": 4070908800000}}");
    SsoCredentials sso =
        new SsoCredentials(
            vertx,
            new HttpCalls(vertx, engine),
            ours,
            new ServiceEndpoints(ours, io.saigon.api.config.SaigonOptions.defaults()),
            Clock.systemUTC());
    Profiles none = Await.join(new ProfileFiles(vertx, ours).read());
    Future<AwsCredentialsIdentity> loaded =
        new SharedTask<>(vertx, () -> sso.load(settings, none)).run();
    assertThat(Await.join(loaded).accessKeyId()).isEqualTo("A");
    try (SsoOidcAsyncClient oidc =
            SsoOidcAsyncClient.builder()
                .httpClient(engine)
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create(url()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        SsoAsyncClient portal =
            SsoAsyncClient.builder()
                .httpClient(engine)
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create(url()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build()) {
      oidc.createToken(
              r ->
                  r.grantType("refresh_token")
                      .clientId("ID")
                      .clientSecret("SECRET")
                      .refreshToken("REFRESH"))
          .join();
      portal
          .getRoleCredentials(
              r -> r.roleName("Role+1").accountId("123456789012").accessToken("NEW"))
          .join();
    }
    assertThat(seen.get(0).line()).isEqualTo(seen.get(2).line());
    assertThat(new JsonObject(seen.get(0).body())).isEqualTo(new JsonObject(seen.get(2).body()));
    assertThat(seen.get(1).line()).isEqualTo(seen.get(3).line());
    assertThat(seen.get(1).headers().get("x-amz-sso_bearer_token"))
        .isEqualTo(seen.get(3).headers().get("x-amz-sso_bearer_token"));
  }
}
