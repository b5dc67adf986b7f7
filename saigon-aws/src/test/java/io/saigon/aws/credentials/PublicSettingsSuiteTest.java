package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.utils.StringInputStream;

/** AWS's test cases for the settings of its SDKs. */
@Timeout(30)
class PublicSettingsSuiteTest {
  /** Words of our messages for each of the suite's. */
  private static final Map<String, String> MESSAGES =
      Map.ofEntries(
          Map.entry("profile must contain `source_profile`", "needs a source_profile"),
          Map.entry("profile contained both source_profile and credential_source", "exclude"),
          Map.entry("profile missing aws_secret_access_key", "aws_secret_access_key is missing"),
          Map.entry("profile missing aws_access_key_id", "aws_access_key_id is missing"),
          Map.entry("could not find source profile B referenced from A", "B does not exist"),
          Map.entry("No profiles were defined", "there is no profile A"),
          Map.entry("profile formed an infinite loop", "leads round in a circle"),
          Map.entry("`role_arn` was missing", "needs a role_arn"),
          Map.entry(
              "if `sso_role_name` is set, then `sso_account_id` must also be set",
              "sso_account_id and sso_role_name need each other"),
          Map.entry(
              "if `sso_account_id` is set, then `sso_role_name` must also be set",
              "sso_account_id and sso_role_name need each other"),
          Map.entry(
              "`sso_region` can only be specified in the [sso-session] config when a session name"
                  + " is given",
              "belong into [sso-session A] alone"),
          Map.entry(
              "sso-session named `oops` (referenced by profile `A`) was not found",
              "[sso-session oops] does not exist"));

  private static Vertx vertx;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() throws Exception {
    Await.join(vertx.close());
  }

  static Stream<Named<JsonObject>> cases(JsonArray all, String name) {
    return all.stream().map(JsonObject.class::cast).map(one -> Named.of(one.getString(name), one));
  }

  static JsonArray tests(String file) throws IOException {
    return new JsonObject(Files.readString(SuiteCase.SUITES.resolve(file))).getJsonArray("tests");
  }

  private static Map<String, String> strings(JsonObject json) {
    Map<String, String> strings = new HashMap<>();
    json.forEach(entry -> strings.put(entry.getKey(), entry.getValue().toString()));
    return strings;
  }

  static Stream<Named<JsonObject>> containerCases() throws IOException {
    return cases(tests("ecs-tests.json"), "docs");
  }

  @ParameterizedTest
  @MethodSource("containerCases")
  void aContainersAddressIsWhatAwsExpects(JsonObject test) {
    Settings settings = SuiteCase.settings(strings(test.getJsonObject("env")), home);
    ContainerProvider provider = new ContainerProvider(vertx, null, settings);
    JsonObject expected = test.getJsonObject("result");
    if (expected.containsKey("Ok")) {
      assertThat(provider.uri()).hasToString(expected.getString("Ok"));
    } else if (test.getJsonObject("env").isEmpty()) {
      assertThatThrownBy(provider::uri).isInstanceOf(NotConfiguredException.class);
    } else {
      assertThatThrownBy(provider::uri)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("with a host");
    }
  }

  static Stream<Named<JsonObject>> metadataCases() throws IOException {
    // Overrides in code do not exist here: SaigonOptions has none for the metadata service.
    return cases(tests("imds-endpoint-tests.json"), "docs")
        .filter(
            test ->
                !test.getPayload().containsKey("endpoint_override")
                    && !test.getPayload().containsKey("mode_override"));
  }

  @ParameterizedTest
  @MethodSource("metadataCases")
  void theMetadataServicesAddressIsWhatAwsExpects(JsonObject test) throws Exception {
    Map<String, String> variables = strings(test.getJsonObject("env"));
    variables.computeIfPresent("AWS_CONFIG_FILE", (key, file) -> home.resolve(file).toString());
    for (Map.Entry<String, Object> file : test.getJsonObject("fs")) {
      Files.writeString(home.resolve(file.getKey()), file.getValue().toString());
    }
    Settings settings = SuiteCase.settings(variables, home);
    ProfileFiles files = new ProfileFiles(vertx, settings);
    InstanceMetadata metadata = new InstanceMetadata(null, settings, files, Clock.systemUTC());
    Profiles profiles = Await.join(files.read());
    JsonObject expected = test.getJsonObject("result");
    if (expected.containsKey("Ok")) {
      assertThat(metadata.endpoint(profiles) + "/latest/api/token")
          .isEqualTo(expected.getString("Ok"));
    } else {
      assertThatThrownBy(() -> metadata.endpoint(profiles))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    }
  }

  static Stream<Named<JsonObject>> locationCases() throws IOException {
    boolean windows = SuiteCase.settings(Map.of(), Path.of("")).isWindows();
    return cases(tests("file-location-tests.json"), "name")
        .filter(test -> test.getPayload().getString("platform").equals("windows") == windows);
  }

  @ParameterizedTest
  @MethodSource("locationCases")
  void profileFilesAreWhereAwsExpects(JsonObject test) {
    Settings settings = SuiteCase.settings(strings(test.getJsonObject("environment")), home);
    ProfileFiles files = new ProfileFiles(vertx, settings);
    assertThat(files.config()).hasToString(test.getString("configLocation"));
    assertThat(files.credentials()).hasToString(test.getString("credentialsLocation"));
    String profile = test.getString("profile");
    if (profile != null) {
      assertThat(files.selected()).isEqualTo(profile);
    }
  }

  static Stream<Named<JsonObject>> roleCases() throws IOException {
    return cases(
        new JsonArray(Files.readString(SuiteCase.SUITES.resolve("assume-role-tests.json"))),
        "docs");
  }

  @ParameterizedTest
  @MethodSource("roleCases")
  void aProfileMeansWhatAwsExpects(JsonObject test) {
    JsonObject input = test.getJsonObject("input");
    StringBuilder text = new StringBuilder();
    sections(text, "profile ", input.getJsonObject("profiles"));
    sections(text, "sso-session ", input.getJsonObject("sso_sessions", new JsonObject()));
    Profiles profiles =
        new Profiles(
            ProfileFile.builder()
                .content(new StringInputStream(text.toString()))
                .type(ProfileFile.Type.CONFIGURATION)
                .build(),
            input.getString("selected_profile"));
    JsonObject expected = test.getJsonObject("output");
    String error = expected.getString("Error");
    if (error == null) {
      assertThat(shown(ProfileChain.resolve(profiles)))
          .isEqualTo(expected.getJsonArray("ProfileChain"));
    } else {
      // The last profile of a chain that has nothing is an error, a profile by itself is not.
      assertThatThrownBy(() -> ProfileChain.resolve(profiles))
          .hasMessageContaining(
              error.equals("profile `A` did not contain credential information")
                  ? "profile A has no settings for credentials"
                  : MESSAGES.getOrDefault(error, "Profile B: it has no credentials"));
    }
  }

  private static void sections(StringBuilder text, String kind, JsonObject sections) {
    for (Map.Entry<String, Object> section : sections) {
      text.append('[').append(kind).append(section.getKey()).append("]\n");
      ((JsonObject) section.getValue())
          .forEach(e -> text.append(e.getKey()).append(" = ").append(e.getValue()).append('\n'));
    }
  }

  private static JsonArray shown(ProfileChain chain) {
    JsonArray shown = new JsonArray().add(shown(chain.base()));
    for (ProfileSection role : chain.roles()) {
      shown.add(
          new JsonObject()
              .put("AssumeRole", members(role, "role_arn", "external_id", "role_session_name")));
    }
    return shown;
  }

  private static JsonObject shown(ProfileChain.Base base) {
    if (base instanceof ProfileChain.StaticKeys keys) {
      JsonObject json = new JsonObject();
      for (String name :
          List.of("access_key_id", "secret_access_key", "session_token", "account_id")) {
        put(json, name, keys.profile().get("aws_" + name));
      }
      return new JsonObject().put("AccessKey", json);
    }
    if (base instanceof ProfileChain.Named named) {
      return new JsonObject().put("NamedSource", named.source());
    }
    if (base instanceof ProfileChain.WebIdentity web) {
      return new JsonObject()
          .put(
              "WebIdentityToken",
              members(web.profile(), "role_arn", "web_identity_token_file", "role_session_name"));
    }
    ProfileChain.Sso sso = (ProfileChain.Sso) base;
    JsonObject json = new JsonObject();
    put(json, "sso_session", sso.session());
    put(json, "sso_region", sso.region());
    put(json, "sso_start_url", sso.startUrl());
    put(json, "sso_account_id", sso.accountId());
    put(json, "sso_role_name", sso.roleName());
    return new JsonObject().put("Sso", json);
  }

  private static JsonObject members(ProfileSection section, String... names) {
    JsonObject json = new JsonObject();
    for (String name : names) {
      put(json, name, section.get(name));
    }
    return json;
  }

  private static void put(JsonObject json, String name, String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
