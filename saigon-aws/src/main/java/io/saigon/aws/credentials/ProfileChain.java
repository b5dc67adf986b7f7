package io.saigon.aws.credentials;

import io.saigon.api.error.ConfigurationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a profile: base credentials, and the roles to assume with them one after the
 * other.
 *
 * @param base origin of the first credentials
 * @param roles profiles of the roles, in the order in which they are assumed
 */
record ProfileChain(Base base, List<ProfileSection> roles) {
  /** Origin of credentials that need no others. */
  sealed interface Base {}

  /** Access keys in the profile itself. */
  record StaticKeys(ProfileSection profile) implements Base {}

  /** A {@code credential_source}. */
  record Named(ProfileSection profile, String source) implements Base {}

  /** A role for an OpenID Connect token in a file. */
  record WebIdentity(ProfileSection profile, String roleArn, String tokenFile) implements Base {}

  /** A role of IAM Identity Center. */
  record Sso(
      ProfileSection profile,
      @Nullable String session,
      String region,
      String startUrl,
      @Nullable String accountId,
      @Nullable String roleName)
      implements Base {}

  /** The output of a command. */
  record Command(ProfileSection profile, String command) implements Base {
    @Override
    public String toString() {
      return "Command[" + profile + "]"; // Its arguments may hold secrets.
    }
  }

  /**
   * Resolves the profile in use.
   *
   * @throws NotConfiguredException if there is no profile, or none of its settings is about
   *     credentials
   * @throws ConfigurationException if settings contradict each other or lead nowhere
   */
  static ProfileChain resolve(Profiles profiles) {
    ProfileSection profile = profiles.profile(profiles.selected());
    if (profile == null) {
      if (profiles.names().isEmpty() || profiles.selected().equals(Profiles.DEFAULT)) {
        throw new NotConfiguredException("there is no profile " + profiles.selected());
      }
      throw invalid(profiles.selected(), "it does not exist; check AWS_PROFILE");
    }
    List<ProfileSection> roles = new ArrayList<>();
    Set<String> visited = new LinkedHashSet<>();
    while (true) {
      boolean source = !visited.isEmpty();
      if (!visited.add(profile.name())) {
        throw invalid(profile.name(), "source_profile leads round in a circle: " + visited);
      }
      if (source && profile.has("aws_access_key_id") && profile.has("aws_secret_access_key")) {
        return chain(new StaticKeys(profile), roles);
      }
      String next = role(profile) ? next(profile) : null;
      if (next == null) {
        return chain(base(profiles, profile, source), roles);
      }
      roles.add(profile);
      if (next.equals(profile.name())) {
        return chain(ownBase(profiles, profile), roles);
      }
      ProfileSection named = profiles.profile(next);
      if (named == null) {
        throw invalid(profile.name(), "its source_profile " + next + " does not exist");
      }
      profile = named;
    }
  }

  private static ProfileChain chain(Base base, List<ProfileSection> roles) {
    Collections.reverse(roles);
    roles.forEach(ProfileChain::checkRole);
    return new ProfileChain(base, List.copyOf(roles));
  }

  private static boolean role(ProfileSection profile) {
    return profile.has("role_arn") && !profile.has("web_identity_token_file");
  }

  /** Returns the profile that a role's first credentials come from, its own included. */
  private static String next(ProfileSection profile) {
    String source = profile.get("source_profile");
    boolean named = profile.has("credential_source");
    if (source != null && named) {
      throw invalid(profile.name(), "source_profile and credential_source exclude each other");
    }
    if (source == null && !named) {
      throw invalid(profile.name(), "role_arn needs a source_profile or a credential_source");
    }
    return source == null ? profile.name() : source;
  }

  private static Base ownBase(Profiles profiles, ProfileSection profile) {
    String source = profile.get("credential_source");
    return source == null ? base(profiles, profile, true) : new Named(profile, source);
  }

  private static Base base(Profiles profiles, ProfileSection profile, boolean needed) {
    String tokenFile = profile.get("web_identity_token_file");
    if (tokenFile != null) {
      String roleArn = profile.get("role_arn");
      if (roleArn == null) {
        throw invalid(profile.name(), "web_identity_token_file needs a role_arn");
      }
      return new WebIdentity(profile, roleArn, tokenFile);
    }
    Sso sso = SsoSettings.of(profiles, profile);
    if (sso != null) {
      return sso;
    }
    String command = profile.get("credential_process");
    if (command != null) {
      return new Command(profile, command);
    }
    return keys(profile, needed);
  }

  private static Base keys(ProfileSection profile, boolean needed) {
    boolean key = profile.has("aws_access_key_id");
    boolean secret = profile.has("aws_secret_access_key");
    if (key && secret) {
      return new StaticKeys(profile);
    }
    if (key || secret || profile.has("aws_session_token")) {
      throw invalid(
          profile.name(), (key ? "aws_secret_access_key" : "aws_access_key_id") + " is missing");
    }
    if (profile.has("login_session")) {
      throw invalid(
          profile.name(),
          "login_session is not supported; set credential_process = aws configure"
              + " export-credentials --profile "
              + profile.name()
              + " --format process in another profile");
    }
    if (needed) {
      throw invalid(profile.name(), "it has no credentials, and another profile's role needs them");
    }
    throw new NotConfiguredException(
        "profile " + profile.name() + " has no settings for credentials");
  }

  private static void checkRole(ProfileSection role) {
    if (role.has("mfa_serial")) {
      throw invalid(
          role.name(),
          "mfa_serial needs a code that a service cannot type; use a role without it, or"
              + " credential_process = aws configure export-credentials --profile "
              + role.name()
              + " --format process in another profile");
    }
  }

  static ConfigurationException invalid(String profile, String reason) {
    return new ConfigurationException("Profile " + profile + ": " + reason, List.of(), null);
  }
}
