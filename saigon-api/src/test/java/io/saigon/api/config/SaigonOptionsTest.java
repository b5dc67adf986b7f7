package io.saigon.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaigonOptionsTest {
  @Test
  void readsAVerticlesConfig() {
    SaigonOptions options =
        SaigonOptions.fromConfig(
            new JsonObject(
                """
                {"saigon": {
                  "region": "eu-west-1",
                  "endpoint": "http://127.0.0.1:4566",
                  "endpoints": {"s3": "http://127.0.0.1:4567"},
                  "vault": "directory",
                  "settings": {"directory": {"path": "/run/secrets"}}}}
                """));
    assertThat(options)
        .isEqualTo(
            SaigonOptions.defaults()
                .withRegion("eu-west-1")
                .withEndpoint(URI.create("http://127.0.0.1:4566"))
                .withEndpoint("s3", URI.create("http://127.0.0.1:4567"))
                .withVault("directory")
                .withSettings("directory", new JsonObject().put("path", "/run/secrets")));
    assertThat(options.settings("directory").getString("path")).isEqualTo("/run/secrets");
    assertThat(options.settings("other")).isEmpty();
  }

  @Test
  void aConfigWithoutSaigonSetsNothing() {
    assertThat(SaigonOptions.fromConfig(new JsonObject().put("port", 80)))
        .isEqualTo(SaigonOptions.defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'saigon': 1}|member saigon must be an object",
        "{'saigon': {'regoin': 'x'}}|saigon.regoin is not known",
        "{'saigon': {'region': 5}}|saigon.region must be text",
        "{'saigon': {'vault': ' '}}|vault must not be blank",
        "{'saigon': {'endpoint': ':// p4ss'}}|saigon.endpoint must be a URL",
        "{'saigon': {'endpoints': {'s3': 'ftp://x'}}}|endpoints.s3 must be an absolute http",
        "{'saigon': {'endpoints': {'s3': 7}}}|saigon.endpoints.s3 must be text",
        "{'saigon': {'settings': {'directory': []}}}|saigon.settings.directory must be an object",
      })
  void aWrongMemberIsNamed(String json, String message) {
    JsonObject config = new JsonObject(json.replace('\'', '"'));
    assertThatThrownBy(() -> SaigonOptions.fromConfig(config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("p4ss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative", "http:///nohost", "ftp://host", "http://user:p4ss@host"})
  void endpointsMustBeHttpUrls(String url) {
    assertThatThrownBy(() -> SaigonOptions.defaults().withEndpoint(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("endpoint must be an absolute http or https URL")
        .hasMessageNotContaining("p4ss");
  }

  @Test
  void whatOneHasAtHandIsTakenAsItIs() {
    AwsCredentials keys = AwsCredentials.of("AKIA1", "canary1");
    SaigonOptions options =
        SaigonOptions.defaults()
            .withVault(VaultKind.AWS_SSM)
            .withCredentials(keys)
            .withEndpoint("https://localhost:4566")
            .withEndpoint("s3", "https://localhost:9000");
    assertThat(options.vault()).isEqualTo("aws-ssm");
    assertThat(options.credentials().credentials().result()).isSameAs(keys);
    assertThat(options.endpoint()).isEqualTo(URI.create("https://localhost:4566"));
    assertThat(options.endpoints()).containsEntry("s3", URI.create("https://localhost:9000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local host:4566", "localhost:4566", "://p4ss", "http://u:p4ss@host"})
  void textThatIsNoEndpointIsRefusedAndNotQuoted(String text) {
    assertThatThrownBy(() -> SaigonOptions.defaults().withEndpoint(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("endpoint must be an absolute http or https URL")
        .hasMessageNotContaining("p4ss")
        .hasNoCause();
    assertThatThrownBy(() -> SaigonOptions.defaults().withEndpoint("s3", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("endpoints.s3 must be an absolute http or https URL")
        .hasMessageNotContaining("p4ss");
  }

  @Test
  void isPrintedWithoutCredentialsAndSettings() {
    SaigonOptions options =
        SaigonOptions.defaults()
            .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKIA1", "canary1")))
            .withSettings("own", new JsonObject().put("token", "canary2"));
    assertThat(options.toString()).contains("settings of [own]").doesNotContain("canary");
  }

  @Test
  void settingsAreCopiedInAndOut() {
    JsonObject values = new JsonObject().put("path", "/a");
    SaigonOptions options = SaigonOptions.defaults().withSettings("directory", values);
    values.put("path", "/b");
    options.settings("directory").put("path", "/c");
    assertThat(options.settings("directory").getString("path")).isEqualTo("/a");
  }
}
