/**
 * Cognito user pools and identity pools: users, log-ins, temporary IAM credentials and sessions
 * that renew themselves. {@link io.saigon.api.Saigon#cognito} finds it; {@link
 * io.saigon.cognito.AwsCognito} creates clients on SDK clients of the application.
 */
@org.jspecify.annotations.NullMarked
module io.saigon.cognito {
  requires transitive io.saigon.api;
  requires transitive io.vertx.core;
  requires transitive org.jspecify;
  requires transitive software.amazon.awssdk.services.cognitoidentity;
  requires transitive software.amazon.awssdk.services.cognitoidentityprovider;
  requires io.saigon.aws;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires org.reactivestreams;
  requires org.slf4j;

  exports io.saigon.cognito;

  provides io.saigon.api.spi.CognitoProvider with
      io.saigon.cognito.provider.AwsCognitoProvider;
}
