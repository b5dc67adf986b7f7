package io.saigon.aws.credentials;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A role for an OpenID Connect token in a file, such as that of an EKS service account (IRSA). The
 * file is read for each renewal, as it is replaced from time to time.
 */
final class WebIdentityProvider implements ChainProvider {
  private static final String FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
  private static final String ROLE = "AWS_ROLE_ARN";

  private final Vertx vertx;
  private final Settings settings;
  private final Sts sts;

  WebIdentityProvider(Vertx vertx, Settings settings, Sts sts) {
    this.vertx = vertx;
    this.settings = settings;
    this.sts = sts;
  }

  @Override
  public String name() {
    return "web identity token";
  }

  @Override
  public Future<AwsCredentialsIdentity> load() {
    String file = settings.get("aws.webIdentityTokenFile", FILE);
    if (file == null) {
      throw new NotConfiguredException(FILE + " is not set");
    }
    String role = settings.get("aws.roleArn", ROLE);
    if (role == null) {
      throw new ConfigurationException(
          FILE + " is set and " + ROLE + " is not", List.of(ROLE), null);
    }
    return load(
        file,
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        role,
        settings.get("aws.roleSessionName", "AWS_ROLE_SESSION_NAME"));
  }

  /** Loads credentials for a token file that a setting names. */
  Future<AwsCredentialsIdentity> load(
      String file, String setting, String roleArn, @Nullable String sessionName) {
    return LocalFiles.read(vertx, Path.of(file), "The token file of " + setting)
        .compose(token -> sts.assumeRoleWithWebIdentity(roleArn, sessionName, token.strip()));
  }
}
