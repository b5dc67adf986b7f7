package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AWS's test cases for the parsers of profile files of its SDKs. */
@Timeout(30)
class PublicParserSuiteTest {
  private static final Vertx VERTX = Vertx.vertx();

  @TempDir Path home;

  @AfterAll
  static void stop() throws Exception {
    Await.join(VERTX.close());
  }

  static Stream<Named<JsonObject>> parserCases() throws IOException {
    // The SDK's parser keeps names that differ in case apart, without their order.
    return PublicSettingsSuiteTest.cases(
            PublicSettingsSuiteTest.tests("profile-parser-tests.json"), "name")
        .filter(test -> !test.getName().contains("(case insensitive)"));
  }

  @ParameterizedTest
  @MethodSource("parserCases")
  void profileFilesHoldWhatAwsExpects(JsonObject test) throws Exception {
    JsonObject input = test.getJsonObject("input");
    Path folder = Files.createDirectory(home.resolve(".aws"));
    write(folder.resolve("config"), input.getString("configFile"));
    write(folder.resolve("credentials"), input.getString("credentialsFile"));
    ProfileFiles files = new ProfileFiles(VERTX, SuiteCase.settings(Map.of(), home));
    JsonObject output = test.getJsonObject("output");
    if (output.containsKey("errorContaining")) {
      assertThat(Await.failure(files.read()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("cannot be parsed");
      return;
    }
    Profiles profiles = Await.join(files.read());
    JsonObject expected = output.getJsonObject("config");
    checkSections(expected.getJsonObject("profiles"), profiles, null);
    checkSections(
        expected.getJsonObject("sso_sessions", new JsonObject()), profiles, "sso-session");
    List<String> names = new ArrayList<>(expected.getJsonObject("profiles").fieldNames());
    assertThat(profiles.names()).containsExactlyInAnyOrderElementsOf(names);
  }

  private static void checkSections(JsonObject expected, Profiles profiles, String kind) {
    for (Map.Entry<String, Object> entry : expected) {
      ProfileSection found =
          kind == null ? profiles.profile(entry.getKey()) : profiles.section(kind, entry.getKey());
      assertThat(found).as(entry.getKey()).isNotNull();
      ((JsonObject) entry.getValue())
          .forEach(
              property ->
                  assertThat(Objects.requireNonNullElse(found.get(property.getKey()), ""))
                      .as(property.getKey())
                      .isEqualTo(property.getValue().toString().strip()));
    }
  }

  private static void write(Path file, String text) throws IOException {
    if (text != null) {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
