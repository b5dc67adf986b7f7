package io.saigon.aws.credentials;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Settings in system properties and files, which the SDK reads as well. */
abstract class SystemSettingsFixture extends ChainFixture {
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

  void set(String property, String value) {
    set.add(property);
    System.setProperty(property, value);
  }

  @Override
  Settings settings() {
    return Settings.system();
  }
}
