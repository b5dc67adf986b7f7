package io.saigon.aws.credentials;

import io.vertx.core.Future;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** A provider of AWS's default credentials chain. */
interface ChainProvider {
  /** Returns the name for messages and logs. */
  String name();

  /**
   * Loads credentials, without keeping them. Called on an event-loop context.
   *
   * @return the credentials; fails with {@link NotConfiguredException} if nothing is set up for
   *     this provider, with another exception if something is and does not work
   */
  Future<AwsCredentialsIdentity> load();
}
