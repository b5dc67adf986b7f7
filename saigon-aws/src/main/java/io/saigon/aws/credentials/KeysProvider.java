package io.saigon.aws.credentials;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Access keys in system properties or in environment variables. */
final class KeysProvider implements ChainProvider {
  private final String name;
  private final Settings.Lookup lookup;
  private final String accessKeyId;
  private final String secretAccessKey;
  private final String sessionToken;
  private final String accountId;

  private KeysProvider(
      String name,
      Settings.Lookup lookup,
      String accessKeyId,
      String secretAccessKey,
      String sessionToken,
      String accountId) {
    this.name = name;
    this.lookup = lookup;
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    this.accountId = accountId;
  }

  static KeysProvider ofProperties(Settings settings) {
    return new KeysProvider(
        "system properties",
        settings::property,
        "aws.accessKeyId",
        "aws.secretAccessKey",
        "aws.sessionToken",
        "aws.accountId");
  }

  static KeysProvider ofVariables(Settings settings) {
    return new KeysProvider(
        "environment variables",
        settings::variable,
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_ACCOUNT_ID");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Future<AwsCredentialsIdentity> load() {
    String key = lookup.get(accessKeyId);
    String secret = lookup.get(secretAccessKey);
    if (key == null || secret == null) {
      return Future.failedFuture(new NotConfiguredException(missing(key, secret)));
    }
    return Future.succeededFuture(
        Keys.of(name, key, secret, lookup.get(sessionToken), lookup.get(accountId), null));
  }

  private String missing(@Nullable String key, @Nullable String secret) {
    if (key == null && secret == null) {
      return accessKeyId + " and " + secretAccessKey + " are not set";
    }
    return (key == null ? accessKeyId : secretAccessKey) + " is not set";
  }
}
