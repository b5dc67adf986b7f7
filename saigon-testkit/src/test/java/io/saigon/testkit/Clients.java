package io.saigon.testkit;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.appconfigdata.AppConfigDataClient;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The AWS SDK's own clients, without saigon. */
final class Clients {
  private Clients() {}

  static CognitoIdentityProviderClient userPools(LocalAws aws) {
    return configured(CognitoIdentityProviderClient.builder(), aws).build();
  }

  static CognitoIdentityClient identityPools(LocalAws aws) {
    return configured(CognitoIdentityClient.builder(), aws).build();
  }

  static SecretsManagerClient secrets(LocalAws aws) {
    return configured(SecretsManagerClient.builder(), aws).build();
  }

  static SecretsManagerClient secrets(LocalAws aws, AwsCredentialsProvider credentials) {
    return configured(SecretsManagerClient.builder(), aws).credentialsProvider(credentials).build();
  }

  static StsClient tokens(LocalAws aws) {
    return configured(StsClient.builder(), aws).build();
  }

  static StsClient tokens(LocalAws aws, AwsCredentialsProvider credentials) {
    return configured(StsClient.builder(), aws).credentialsProvider(credentials).build();
  }

  /** Returns the ARN of the credentials' identity, by a request that they sign. */
  static String caller(LocalAws aws, AwsCredentialsProvider credentials) {
    try (StsClient tokens = tokens(aws, credentials)) {
      return tokens.getCallerIdentity().arn();
    }
  }

  static SsmClient parameters(LocalAws aws) {
    return configured(SsmClient.builder(), aws).build();
  }

  static SsmClient parameters(LocalAws aws, AwsCredentialsProvider credentials) {
    return configured(SsmClient.builder(), aws).credentialsProvider(credentials).build();
  }

  static AppConfigDataClient appConfig(LocalAws aws) {
    return configured(AppConfigDataClient.builder(), aws).build();
  }

  static AppConfigDataClient appConfig(LocalAws aws, AwsCredentialsProvider credentials) {
    return configured(AppConfigDataClient.builder(), aws).credentialsProvider(credentials).build();
  }

  static S3Client s3(LocalAws aws) {
    return s3(aws, admin(aws));
  }

  static S3Client s3(LocalAws aws, AwsCredentialsProvider credentials) {
    return configured(S3Client.builder(), aws)
        .endpointOverride(aws.s3Endpoint())
        .credentialsProvider(credentials)
        .build();
  }

  static S3Presigner presigner(LocalAws aws, AwsCredentials credentials) {
    return S3Presigner.builder()
        .endpointOverride(aws.s3Endpoint())
        .region(Region.of(aws.region()))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .build();
  }

  static AwsCredentialsProvider admin(LocalAws aws) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey()));
  }

  /** Retries as often as the SDK does by default, without delays. */
  private static RetryStrategy atOnce() {
    return AwsRetryStrategy.legacyRetryStrategy().toBuilder()
        .backoffStrategy(BackoffStrategy.retryImmediately())
        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
        .build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, LocalAws aws) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.of(aws.region()))
        .credentialsProvider(admin(aws))
        .overrideConfiguration(o -> o.retryStrategy(atOnce()))
        .httpClientBuilder(Trust.sdkClient(aws.trustStore()));
  }
}
