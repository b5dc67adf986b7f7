package io.saigon.aws.credentials;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The profile in use, with all that it can refer to. */
final class ProfileProvider implements ChainProvider {
  /** The providers that a {@code credential_source} can name, by its value in lower case. */
  private final Map<String, ChainProvider> sources;

  private final ProfileFiles files;
  private final WebIdentityProvider webIdentity;
  private final SsoCredentials sso;
  private final ProcessCredentials process;
  private final Sts sts;

  ProfileProvider(
      ProfileFiles files,
      Map<String, ChainProvider> sources,
      WebIdentityProvider webIdentity,
      SsoCredentials sso,
      ProcessCredentials process,
      Sts sts) {
    this.files = files;
    this.sources = sources;
    this.webIdentity = webIdentity;
    this.sso = sso;
    this.process = process;
    this.sts = sts;
  }

  @Override
  public String name() {
    return "profile files";
  }

  @Override
  public Future<AwsCredentialsIdentity> load() {
    return files
        .read()
        .compose(
            profiles -> {
              ProfileChain chain = ProfileChain.resolve(profiles);
              Future<AwsCredentialsIdentity> credentials = base(chain.base(), profiles);
              for (ProfileSection role : chain.roles()) {
                credentials = credentials.compose(found -> sts.assumeRole(parameters(role), found));
              }
              return credentials;
            });
  }

  private Future<AwsCredentialsIdentity> base(ProfileChain.Base base, Profiles profiles) {
    if (base instanceof ProfileChain.StaticKeys keys) {
      return Future.succeededFuture(keys(keys.profile()));
    }
    if (base instanceof ProfileChain.Named named) {
      return named(named);
    }
    if (base instanceof ProfileChain.WebIdentity web) {
      return webIdentity.load(
          web.tokenFile(),
          "web_identity_token_file in profile " + web.profile().name(),
          web.roleArn(),
          web.profile().get("role_session_name"));
    }
    if (base instanceof ProfileChain.Sso settings) {
      return sso.load(settings, profiles);
    }
    return process.load((ProfileChain.Command) base);
  }

  private static AwsCredentialsIdentity keys(ProfileSection profile) {
    return Keys.of(
        "Profile " + profile.name(),
        profile.get("aws_access_key_id"),
        profile.get("aws_secret_access_key"),
        profile.get("aws_session_token"),
        profile.get("aws_account_id"),
        null);
  }

  private Future<AwsCredentialsIdentity> named(ProfileChain.Named named) {
    String profile = named.profile().name();
    ChainProvider source = sources.get(named.source().toLowerCase(Locale.ROOT));
    if (source == null) {
      throw ProfileChain.invalid(
          profile, "credential_source must be Environment, Ec2InstanceMetadata or EcsContainer");
    }
    return DefaultChain.load(source)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof NotConfiguredException
                        ? ProfileChain.invalid(
                            profile,
                            "its credential_source "
                                + named.source()
                                + " has no credentials: "
                                + failure.getMessage())
                        : failure));
  }

  private static Map<String, String> parameters(ProfileSection role) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("RoleArn", String.valueOf(role.get("role_arn")));
    String session = role.get("role_session_name");
    if (session != null) {
      parameters.put("RoleSessionName", session);
    }
    String externalId = role.get("external_id");
    if (externalId != null) {
      parameters.put("ExternalId", externalId);
    }
    String duration = role.get("duration_seconds");
    if (duration != null) {
      parameters.put("DurationSeconds", seconds(role, duration));
    }
    return parameters;
  }

  private static String seconds(ProfileSection role, String duration) {
    try {
      int seconds = Integer.parseInt(duration);
      if (seconds >= 900 && seconds <= 43_200) {
        return String.valueOf(seconds);
      }
    } catch (NumberFormatException e) {
      // Falls through to the same message.
    }
    throw ProfileChain.invalid(role.name(), "duration_seconds must be between 900 and 43200");
  }
}
