package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SsoCredentialsIT extends ChainFixture {
  private static final String CACHE =
      ".aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json";
  private static final String ROLE =
      """
      {"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "SECRETCANARY",
       "sessionToken": "TOKENCANARY", "expiration": 4070908800000}}""";

  @BeforeEach
  void profile() throws Exception {
    variables.put("AWS_ENDPOINT_URL", url());
    write(
        ".aws/config",
        """
        [default]
        sso_session = dev
        sso_account_id = 123456789012
        sso_role_name = My Role
        [sso-session dev]
        sso_region = eu-west-1
        sso_start_url = https://example.awsapps.com/start
        """);
  }

  private Path token(Instant end) throws Exception {
    return write(
        CACHE,
        new JsonObject()
            .put("accessToken", "OLDCANARY")
            .put("expiresAt", end.toString())
            .put("refreshToken", "REFRESHCANARY")
            .put("clientId", "CLIENT")
            .put("clientSecret", "CLIENTCANARY")
            .put("registrationExpiresAt", "2099-01-01T00:00:00Z")
            .put("startUrl", "https://example.awsapps.com/start")
            .encode());
  }

  private void renewing(int status) {
    answer =
        request -> {
          boolean renewal = request.uri().equals("/token");
          request
              .response()
              .setStatusCode(renewal ? status : 200)
              .end(renewal ? "{\"accessToken\": \"NEWCANARY\", \"expiresIn\": 3600}" : ROLE);
        };
  }

  @Test
  void aTokenThatIsAboutToExpireIsRenewedAndWrittenBackForItsOwnerAlone() throws Exception {
    Path file = token(Instant.now().plusSeconds(60));
    renewing(200);
    assertThat(load(chain()).accessKeyId()).isEqualTo("ASIASSO");
    assertThat(lines())
        .containsExactly(
            "POST /token",
            "GET /federation/credentials?role_name=My%20Role&account_id=123456789012");
    assertThat(new JsonObject(seen.get(0).body()).getMap())
        .containsEntry("grantType", "refresh_token")
        .containsEntry("refreshToken", "REFRESHCANARY")
        .containsEntry("clientId", "CLIENT")
        .containsEntry("clientSecret", "CLIENTCANARY");
    assertThat(seen.get(1).headers()).containsEntry("x-amz-sso_bearer_token", "NEWCANARY");
    JsonObject written = new JsonObject(Files.readString(file));
    assertThat(written.getString("accessToken")).isEqualTo("NEWCANARY");
    assertThat(written.getString("refreshToken")).isEqualTo("REFRESHCANARY");
    assertThat(Instant.parse(written.getString("expiresAt"))).isAfter(Instant.now());
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aTokenThatIsStillValidServesWhileItsRenewalFails() throws Exception {
    token(Instant.now().plusSeconds(60));
    renewing(400);
    assertThat(load(chain()).accessKeyId()).isEqualTo("ASIASSO");
    assertThat(seen.get(1).headers()).containsEntry("x-amz-sso_bearer_token", "OLDCANARY");
  }

  @Test
  void anExpiredTokenThatIsNotRenewedNamesTheLoginCommand() throws Exception {
    token(Instant.now().minusSeconds(60));
    renewing(400);
    assertThat(failure(chain()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("aws sso login --profile default")
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void anExpiredTokenWithoutASessionIsNotRenewed() throws Exception {
    variables.put("AWS_PROFILE", "old");
    write(
        ".aws/config",
        """
        [profile old]
        sso_account_id = 123456789012
        sso_role_name = MyRole
        sso_region = eu-west-1
        sso_start_url = dev
        """);
    token(Instant.now().minusSeconds(60));
    renewing(200);
    assertThat(failure(chain())).hasMessageContaining("aws sso login --profile old");
    assertThat(seen).isEmpty();
  }

  @Test
  void aTokenThatTheServiceRefusesNamesTheLoginCommand() throws Exception {
    token(Instant.now().plusSeconds(3600));
    answer(401, "CANARY");
    assertThat(failure(chain()))
        .hasMessageContaining("aws sso login --profile default")
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void aDamagedCacheFileIsNotQuoted() throws Exception {
    write(CACHE, "{\"accessToken\": CANARY");
    Throwable failure = failure(chain());
    assertThat(failure).hasMessageContaining("aws sso login");
    assertThat(ContainerProviderIT.stackTrace(failure)).doesNotContain("CANARY");
  }

  @Test
  void theTimeFormatOfOlderToolsIsRead() throws Exception {
    token(Instant.parse("2098-01-01T00:00:00Z"));
    Path file = home.resolve(CACHE);
    Files.writeString(
        file, Files.readString(file).replace("2098-01-01T00:00:00Z", "2098-01-01T00:00:00UTC"));
    answer(200, ROLE);
    assertThat(load(chain()).accessKeyId()).isEqualTo("ASIASSO");
  }
}
