package io.saigon.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.vault.SecretVaultOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options that are read from a verticle's configuration and written as one. */
class OptionsJsonTest {
  @Test
  void defaultsAreWrittenAndReadAgain() {
    assertThat(UploadOptions.fromJson(UploadOptions.defaults().toJson()))
        .isEqualTo(UploadOptions.defaults());
    assertThat(DownloadOptions.fromJson(DownloadOptions.defaults().toJson()))
        .isEqualTo(DownloadOptions.defaults());
    assertThat(UnzipLimits.fromJson(UnzipLimits.defaults().toJson()))
        .isEqualTo(UnzipLimits.defaults());
    assertThat(UnzipOptions.fromJson(UnzipOptions.defaults().toJson()))
        .isEqualTo(UnzipOptions.defaults());
    assertThat(SecretVaultOptions.fromJson(SecretVaultOptions.defaults().toJson()))
        .isEqualTo(SecretVaultOptions.defaults());
    assertThat(SecretVaultOptions.fromJson(new JsonObject()))
        .isEqualTo(SecretVaultOptions.defaults());
  }

  @Test
  void whatIsGivenIsReadAndTheRestIsAsByDefault() {
    assertThat(
            UnzipOptions.fromJson(
                new JsonObject(
                    """
                    {"download": {"directory": "/tmp/in", "verifyChecksum": false},
                     "limits": {"maxEntries": 7}, "portableNames": false}
                    """)))
        .isEqualTo(
            new UnzipOptions(
                new DownloadOptions(
                    Path.of("/tmp/in"), DownloadOptions.defaults().maxBytes(), false, null),
                new UnzipLimits(
                    UnzipLimits.defaults().maxBytes(),
                    7,
                    UnzipLimits.defaults().maxRatio(),
                    UnzipLimits.defaults().maxNameBytes(),
                    UnzipLimits.defaults().maxDepth()),
                false));
    assertThat(
            UploadOptions.fromJson(
                    new JsonObject("{\"contentType\":\"text/csv\",\"metadata\":{\"a\":\"b\"}}"))
                .metadata())
        .isEqualTo(Map.of("a", "b"));
    assertThat(SecretVaultOptions.fromJson(new JsonObject().put("ttlMs", 5)).ttl())
        .isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void whatIsForCodeAloneIsNotWritten() {
    DownloadOptions options = DownloadOptions.defaults().withCancelOn(Future.succeededFuture());
    assertThat(options.toJson().fieldNames()).doesNotContain("cancelOn");
  }

  @Test
  void configurationsOfCognitoAreWrittenAndReadAgain() {
    CognitoClientConfig client =
        new CognitoClientConfig(
            "eu-west-1_AbCdEf123",
            "client",
            "eu-west-1:01234567-89ab-cdef-0123-456789abcdef",
            "eu-west-1",
            "s3cret",
            LoginFlow.SRP);
    CognitoIdpConfig idp = new CognitoIdpConfig("eu-west-1_AbCdEf123", "eu-west-1");
    CognitoVerifierConfig verifier = CognitoVerifierConfig.of("eu-west-1_AbCdEf123", "client");
    assertThat(CognitoIdpConfig.fromJson(idp.toJson())).isEqualTo(idp);
    assertThat(CognitoVerifierConfig.fromJson(verifier.toJson())).isEqualTo(verifier);
    assertThat(CognitoClientConfig.fromJson(client.toJson())).isEqualTo(client);
  }

  @Test
  void optionsOfASaigonAreWrittenAndReadAgain() {
    SaigonOptions options =
        SaigonOptions.defaults()
            .withRegion("eu-west-1")
            .withEndpoint("https://localhost:4566")
            .withEndpoint("s3", "https://localhost:4567")
            .withVault("aws-ssm")
            .withStorage("s3")
            .withCognito("cognito")
            .withSettings("aws-ssm", new JsonObject().put("ttlMs", 5));
    assertThat(SaigonOptions.fromConfig(options.toConfig())).isEqualTo(options);
    assertThat(SaigonOptions.fromConfig(SaigonOptions.defaults().toConfig()))
        .isEqualTo(SaigonOptions.defaults());
    JsonObject trusting = options.withTrust(new PemTrustOptions().addCertPath("ca.pem")).toConfig();
    assertThat(trusting.getJsonObject("saigon").getString("caBundle")).isEqualTo("ca.pem");
  }

  @Test
  void whatIsUnknownOrWrongIsNamed() {
    assertWrong("{\"limts\":{}}", "member limts is not known; did you mean 'limits'?");
    assertWrong(
        "{\"limits\":{\"maxEntrys\":1}}", "member limits.maxEntrys is not known; did you mean");
    assertWrong("{\"limits\":{\"maxEntries\":\"7\"}}", "limits.maxEntries must be a whole number");
    assertWrong(
        "{\"limits\":{\"maxEntries\":5000000000}}", "limits.maxEntries must be a smaller number");
    assertWrong("{\"portableNames\":1}", "portableNames must be true or false");
    assertWrong("{\"download\":1}", "download must be an object");
    assertWrong("{\"limits\":{\"maxEntries\":-1}}", "The options of an extraction: ");
  }

  private static void assertWrong(String json, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> UnzipOptions.fromJson(new JsonObject(json)))
        .withMessageContaining(message);
  }
}
