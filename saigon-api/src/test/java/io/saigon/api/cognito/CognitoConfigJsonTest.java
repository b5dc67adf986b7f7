package io.saigon.api.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations of Cognito from JSON, such as a verticle's. */
class CognitoConfigJsonTest {
  private static final String POOL = "eu-west-1_AbCdEf123";
  private static final String IDENTITY_POOL = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  @Test
  void aClientsConfigurationIsReadFromJson() {
    JsonObject config =
        new JsonObject()
            .put("userPoolId", POOL)
            .put("clientId", "client")
            .put("identityPoolId", IDENTITY_POOL);
    CognitoClientConfig expected = CognitoClientConfig.of(POOL, "client", IDENTITY_POOL);
    assertThat(CognitoClientConfig.fromJson(config)).isEqualTo(expected);
    config
        .put("region", "eu-west-1")
        .put("clientSecret", "secret")
        .put("loginFlow", "SRP_ELSE_PASSWORD");
    assertThat(CognitoClientConfig.fromJson(config))
        .isEqualTo(
            expected
                .withRegion("eu-west-1")
                .withClientSecret("secret")
                .withLoginFlow(LoginFlow.SRP_ELSE_PASSWORD));
  }

  @Test
  void anIdentityPoolIsOptional() {
    CognitoClientConfig config = CognitoClientConfig.of(POOL, "client");
    JsonObject json = new JsonObject().put("userPoolId", POOL).put("clientId", "client");
    assertThat(CognitoClientConfig.fromJson(json)).isEqualTo(config);
    assertThat(config.toJson().fieldNames()).doesNotContain("identityPoolId");
    assertThat(config.identityPoolRegion()).isNull();
    assertThat(config.withIdentityPoolId(IDENTITY_POOL))
        .isEqualTo(CognitoClientConfig.of(POOL, "client", IDENTITY_POOL));
  }

  @Test
  void aUserPoolIsReadFromJson() {
    assertThat(CognitoIdpConfig.fromJson(json("{'userPoolId': '" + POOL + "'}")))
        .isEqualTo(CognitoIdpConfig.of(POOL));
    assertThat(
            CognitoIdpConfig.fromJson(
                json("{'userPoolId': '" + POOL + "', 'region': 'eu-west-1'}")))
        .isEqualTo(CognitoIdpConfig.of(POOL).withRegion("eu-west-1"));
  }

  @Test
  void aVerifiersConfigurationIsReadFromJson() {
    JsonObject config = json("{'clients': {'" + POOL + "': ['a', 'b']}}");
    CognitoVerifierConfig expected = CognitoVerifierConfig.of(POOL, "a", "b");
    assertThat(CognitoVerifierConfig.fromJson(config)).isEqualTo(expected);
    config.mergeIn(
        json("{'uses': ['ACCESS'], 'groups': ['g'], 'scopes': ['s'], 'clockSkewMs': 5000}"));
    assertThat(CognitoVerifierConfig.fromJson(config))
        .isEqualTo(
            expected.withAnyGroup("g").withAnyScope("s").withClockSkew(Duration.ofSeconds(5)));
    config.remove("scopes");
    config.put("uses", json("{'a': ['ID', 'ACCESS']}").getJsonArray("a"));
    assertThat(CognitoVerifierConfig.fromJson(config).uses())
        .containsExactlyInAnyOrder(TokenUse.ID, TokenUse.ACCESS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|The configuration's member userPoolId is missing; add it",
        "{'userPoolId': 5}|userPoolId must be text",
        "{'userPoolID': 'x'}|userPoolID is not known; did you mean 'userPoolId'? These are known: clientId, clientSecret, identityPoolId, loginFlow, region, userPoolId",
        "{'userPoolId': 'eu-west-1_A'}|clientId is missing; add it",
        "{'userPoolId': 'eu-west-1_A', 'clientId': 'c', 'identityPoolId': 'x'}|The configuration of Cognito: identityPoolId must look like",
        "{'loginFlow': 'srp'}|userPoolId is missing",
        "{'userPoolId': 'eu-west-1_A', 'clientId': 'c', 'identityPoolId': 'eu-west-1:0a', 'loginFlow': 'srp'}|loginFlow must be one of [SRP, PASSWORD, SRP_ELSE_PASSWORD, SRP_AND_CUSTOM, USER_AUTH]; did you mean 'SRP'?",
        "{'clientSecret': {'canary': 1}, 'userPoolId': 'eu-west-1_A', 'clientId': 'c', 'identityPoolId': 'eu-west-1:0a'}|clientSecret must be text",
      })
  void aWrongMemberOfAClientsConfigurationIsNamed(String text, String message) {
    assertThatThrownBy(() -> CognitoClientConfig.fromJson(json(text)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("canary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|The configuration of a verifier: Name a user pool",
        "{'clients': []}|clients must be an object",
        "{'clients': {'eu-west-1_A': 'c'}}|clients.eu-west-1_A must be an array of texts",
        "{'clients': {'eu-west-1_A': [1]}}|clients.eu-west-1_A must be an array of texts",
        "{'clients': {'eu-west-1_A': ['c']}, 'uses': ['id']}|uses must be one of [ID, ACCESS]; did you mean 'ID'?",
        "{'clients': {'eu-west-1_A': ['c']}, 'clockSkewMs': '5'}|clockSkewMs must be a whole number",
      })
  void aWrongMemberOfAVerifiersConfigurationIsNamed(String text, String message) {
    assertThatThrownBy(() -> CognitoVerifierConfig.fromJson(json(text)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }
}
