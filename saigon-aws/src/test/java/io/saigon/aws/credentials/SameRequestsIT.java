package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.SsoAsyncClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** Requests of our own to STS and to single sign-on beside those of the SDK's clients. */
class SameRequestsIT extends SystemSettingsFixture {
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
