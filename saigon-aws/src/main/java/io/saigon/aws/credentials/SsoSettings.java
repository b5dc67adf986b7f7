package io.saigon.aws.credentials;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a profile's settings for IAM Identity Center, with an {@code sso-session} or without. */
final class SsoSettings {
  private SsoSettings() {}

  /** Returns the settings, or null if the profile has none. */
  static ProfileChain.@Nullable Sso of(Profiles profiles, ProfileSection profile) {
    if (Stream.of("sso_account_id", "sso_region", "sso_role_name", "sso_start_url", "sso_session")
        .noneMatch(profile::has)) {
      return null;
    }
    String account = profile.get("sso_account_id");
    String role = profile.get("sso_role_name");
    if ((account == null) != (role == null)) {
      throw ProfileChain.invalid(
          profile.name(), "sso_account_id and sso_role_name need each other");
    }
    String session = profile.get("sso_session");
    ProfileSection settings = session == null ? profile : session(profiles, profile, session);
    return new ProfileChain.Sso(
        profile,
        session,
        required(profile, settings, "sso_region"),
        required(profile, settings, "sso_start_url"),
        account,
        role);
  }

  private static ProfileSection session(Profiles profiles, ProfileSection profile, String session) {
    if (profile.has("sso_region") || profile.has("sso_start_url")) {
      throw ProfileChain.invalid(
          profile.name(),
          "with sso_session, sso_region and sso_start_url belong into [sso-session "
              + session
              + "] alone");
    }
    ProfileSection section = profiles.section("sso-session", session);
    if (section == null) {
      throw ProfileChain.invalid(
          profile.name(), "its [sso-session " + session + "] does not exist");
    }
    return section;
  }

  private static String required(ProfileSection profile, ProfileSection settings, String name) {
    String value = settings.get(name);
    if (value == null) {
      throw ProfileChain.invalid(profile.name(), name + " is missing");
    }
    return value;
  }
}
