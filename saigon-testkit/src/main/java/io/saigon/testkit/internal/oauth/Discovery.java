package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The discovery document of a user pool. */
public final class Discovery {
  private Discovery() {}

  /**
   * Returns the document.
   *
   * @param issuer issuer of the pool's tokens
   * @param origin origin of the local AWS as the caller has it
   * @param domain domain of the pool, or null, without which there are no endpoints
   */
  public static JsonObject document(
      String issuer, String origin, String poolId, @Nullable String domain) {
    JsonObject json =
        new JsonObject()
            .put("issuer", issuer)
            .put("jwks_uri", origin + "/" + poolId + "/.well-known/jwks.json")
            .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))
            .put("response_types_supported", new JsonArray().add("code").add("token"))
            .put("scopes_supported", Json.array(Scopes.STANDARD))
            .put("subject_types_supported", new JsonArray().add("public"))
            .put(
                "token_endpoint_auth_methods_supported",
                Json.array(List.of("client_secret_basic", "client_secret_post")));
    if (domain != null) {
      String base = origin + Domains.path(domain);
      json.put("authorization_endpoint", base + "/oauth2/authorize")
          .put("token_endpoint", base + "/oauth2/token")
          .put("userinfo_endpoint", base + "/oauth2/userInfo")
          .put("revocation_endpoint", base + "/oauth2/revoke")
          .put("end_session_endpoint", base + "/logout");
    }
    return json;
  }
}
