package io.saigon.aws.credentials;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.Profile;

/** A section of the profile files. Property names have no case; values are left out of texts. */
final class ProfileSection {
  private final String name;
  private final Map<String, String> properties = new HashMap<>();

  ProfileSection(String name, Map<String, String> properties) {
    this.name = name;
    properties.forEach((key, value) -> this.properties.put(key.toLowerCase(Locale.ROOT), value));
  }

  static ProfileSection of(Profile profile) {
    return new ProfileSection(profile.name(), profile.properties());
  }

  String name() {
    return name;
  }

  @Nullable String get(String property) {
    String value = properties.get(property);
    return value == null || value.isBlank() ? null : value.strip();
  }

  boolean has(String property) {
    return get(property) != null;
  }

  @Override
  public String toString() {
    return "ProfileSection[" + name + "]";
  }
}
