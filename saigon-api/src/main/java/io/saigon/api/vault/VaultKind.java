package io.saigon.api.vault;

/** The vaults that saigon itself provides; any other is chosen by its provider's name. */
public enum VaultKind {
  /** AWS Secrets Manager; the one that serves when none is chosen. */
  AWS_SECRETS_MANAGER("aws-secrets-manager"),
  /** AWS Systems Manager Parameter Store. */
  AWS_SSM("aws-ssm"),
  /**
   * AWS AppConfig: keys are {@code application/environment/profile}, and feature flags are read as
   * {@link FeatureFlags}.
   */
  AWS_APP_CONFIG("aws-app-config"),
  /** Environment variables. */
  ENVIRONMENT("environment"),
  /** A directory with a file for each secret, as Kubernetes mounts them. */
  DIRECTORY("directory"),
  /**
   * IAM tokens of RDS, and of Aurora DSQL where the endpoint is one of its: keys are {@code
   * username@endpoint:port}, and each secret is a password for that database for the next minutes.
   * See {@link DbEnv#withTokens}.
   */
  AWS_RDS_IAM("aws-rds-iam");

  private final String providerName;

  VaultKind(String providerName) {
    this.providerName = providerName;
  }

  /**
   * Returns the name of the provider, for {@link
   * io.saigon.api.config.SaigonOptions#withVault(String)}.
   *
   * @return such as {@code aws-ssm}
   */
  public String providerName() {
    return providerName;
  }
}
