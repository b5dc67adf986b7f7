package io.saigon.aws.credentials;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.ProfileFile;

/** The contents of the profile files, and the name of the profile in use. */
final class Profiles {
  static final String DEFAULT = "default";

  private final ProfileFile file;
  private final String selected;

  Profiles(ProfileFile file, String selected) {
    this.file = file;
    this.selected = selected;
  }

  String selected() {
    return selected;
  }

  Set<String> names() {
    return file.profiles().keySet();
  }

  @Nullable ProfileSection profile(String name) {
    return file.profile(name).map(ProfileSection::of).orElse(null);
  }

  @Nullable ProfileSection section(String kind, String name) {
    return file.getSection(kind, name).map(ProfileSection::of).orElse(null);
  }

  /** Returns a property of the profile in use, or null. */
  @Nullable String get(String property) {
    ProfileSection profile = profile(selected);
    return profile == null ? null : profile.get(property);
  }

  /** Returns the endpoint that the profile in use names for a service, or for all, or null. */
  @Nullable String endpoint(String service) {
    String services = get("services");
    ProfileSection section = services == null ? null : section("services", services);
    String serviceEndpoint = section == null ? null : section.get(service + ".endpoint_url");
    return serviceEndpoint != null ? serviceEndpoint : get("endpoint_url");
  }
}
