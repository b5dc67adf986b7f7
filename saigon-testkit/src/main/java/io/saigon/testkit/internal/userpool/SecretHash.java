package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The secret hash of an app client. */
final class SecretHash {
  private SecretHash() {}

  static void check(AppClient client, String username, @Nullable String given) {
    String secret = client.secret();
    if (secret == null) {
      if (given != null) {
        throw refused("Unable to verify secret hash for client " + client.id());
      }
      return;
    }
    if (given == null) {
      throw refused(
          "Client " + client.id() + " is configured with secret but SECRET_HASH was not received");
    }
    String expected =
        Base64.getEncoder()
            .encodeToString(Srp.hmac(Srp.utf8(secret), Srp.utf8(username + client.id())));
    if (!MessageDigest.isEqual(Srp.utf8(expected), Srp.utf8(given))) {
      throw refused("SecretHash does not match for the client: " + client.id());
    }
  }

  private static AwsError refused(String message) {
    return new AwsError("NotAuthorizedException", message);
  }
}
