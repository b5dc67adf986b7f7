package io.saigon.aws;

import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.aws.credentials.CachedCredentials;
import io.saigon.aws.credentials.SdkProviderAdapter;
import io.saigon.aws.credentials.VertxIdentityProvider;
import io.vertx.core.Vertx;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * The AWS SDK's own credentials providers for {@link
 * io.saigon.api.config.SaigonOptions#withCredentials}. They block, so they are called on worker
 * threads; their credentials are kept and renewed ahead of expiry.
 */
public final class SdkCredentials {
  private SdkCredentials() {}

  /**
   * Returns the SDK's default chain, in place of saigon's. Roles in it need {@code
   * software.amazon.awssdk:sts} and {@code url-connection-client} on the path, single sign-on needs
   * {@code sso} and {@code ssooidc}.
   *
   * @param vertx Vert.x instance with the worker threads
   * @return the provider
   */
  public static CredentialsProvider defaultChain(Vertx vertx) {
    return of(vertx, DefaultCredentialsProvider.builder().build());
  }

  /**
   * Returns a view of a provider of the SDK.
   *
   * @param vertx Vert.x instance with the worker threads
   * @param provider the provider, which its owner closes
   * @return the view
   */
  public static CredentialsProvider of(Vertx vertx, AwsCredentialsProvider provider) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(provider, "provider");
    SdkProviderAdapter adapter = new SdkProviderAdapter(vertx, provider);
    return VertxIdentityProvider.provider(
        vertx, new CachedCredentials(vertx, "sdk", adapter::load));
  }
}
