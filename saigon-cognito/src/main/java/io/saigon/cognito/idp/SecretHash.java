package io.saigon.cognito.idp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The SECRET_HASH of an app client ("Computing secret hash values"). */
final class SecretHash {
  private static final String PARAMETER = "SECRET_HASH";

  private final String clientId;
  private final @Nullable String secret;

  SecretHash(String clientId, @Nullable String secret) {
    this.clientId = clientId;
    this.secret = secret;
  }

  /** Computes the hash; null for an app client without a secret. */
  @Nullable String of(String username) {
    return secret == null ? null : hmac(secret, username + clientId);
  }

  void addTo(Map<String, String> parameters, String username) {
    String hash = of(username);
    if (hash != null) {
      parameters.put(PARAMETER, hash);
    }
  }

  private static String hmac(String key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
