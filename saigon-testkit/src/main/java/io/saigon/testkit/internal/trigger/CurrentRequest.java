package io.saigon.testkit.internal.trigger;

import com.nimbusds.jwt.SignedJWT;
import io.saigon.testkit.internal.wire.Operations.Operation;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The request that the current thread serves, from which events take what no flow of a log-in needs
 * otherwise: metadata of the client and the reason of new tokens. There is none where a log-in has
 * another origin, such as a page of managed log-in.
 */
public final class CurrentRequest {
  private static final ThreadLocal<@Nullable Params> CURRENT = new ThreadLocal<>();

  /** Calls an operation, whose request is the current one meanwhile. */
  public JsonObject during(Operation operation, Params params) {
    Params outer = CURRENT.get();
    CURRENT.set(params);
    try {
      return operation.call(params);
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** Metadata for all triggers but those before a log-in, as InitiateAuth does not pass it on. */
  public Map<String, String> clientMetadata() {
    return read(p -> p.has("AuthFlow") ? Map.of() : p.map("ClientMetadata"), Map.of());
  }

  /** Data for the triggers before a sign-up or log-in. */
  public Map<String, String> validationData() {
    return read(
        p -> p.has("AuthFlow") ? p.map("ClientMetadata") : p.attributes("ValidationData"),
        Map.of());
  }

  /** Returns the app client that the request or its access token names. */
  public String clientId() {
    return read(
        p ->
            p.has("ClientId")
                ? p.text("ClientId")
                : p.has("AccessToken") ? clientOf(p.text("AccessToken")) : TriggerEvent.NO_CLIENT,
        TriggerEvent.NO_CLIENT);
  }

  private static String clientOf(String accessToken) {
    try {
      return String.valueOf(SignedJWT.parse(accessToken).getJWTClaimsSet().getClaim("client_id"));
    } catch (ParseException e) {
      return TriggerEvent.NO_CLIENT;
    }
  }

  /** Returns the reason of new tokens. */
  public String tokenSource() {
    return "TokenGeneration_"
        + read(
            p -> {
              if (p.has("RefreshToken") || p.text("AuthFlow", "").startsWith("REFRESH_TOKEN")) {
                return "RefreshTokens";
              }
              String challenge = p.text("ChallengeName", "");
              return challenge.equals("NEW_PASSWORD_REQUIRED")
                  ? "NewPasswordChallenge"
                  : challenge.startsWith("DEVICE_") ? "AuthenticateDevice" : "Authentication";
            },
            "HostedAuth");
  }

  private <T> T read(Function<Params, T> reader, T otherwise) {
    Params params = CURRENT.get();
    return params == null ? otherwise : reader.apply(params);
  }
}
