package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.message.MessageTemplates;
import io.saigon.testkit.internal.webauthn.RelyingParty;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The second factors of a pool.
 *
 * @param members configurations of the factors as SetUserPoolMfaConfig got them, by member
 */
record MfaConfig(Mode mode, Map<String, JsonObject> members) {
  /** Whether users need a second factor. */
  enum Mode {
    OFF,
    OPTIONAL,
    ON
  }

  private static final String SMS = "SmsMfaConfiguration";
  private static final String TOTP = "SoftwareTokenMfaConfiguration";
  private static final String EMAIL = "EmailMfaConfiguration";
  private static final String WEB_AUTHN = "WebAuthnConfiguration";
  private static final JsonObject ENABLED = new JsonObject().put("Enabled", true);

  static final MfaConfig OFF = new MfaConfig(Mode.OFF, Map.of());

  /** The configuration of pools that a test creates without AWS's calls: any factor, or none. */
  static final MfaConfig ANY =
      new MfaConfig(
          Mode.OPTIONAL, Map.of(SMS, new JsonObject(), TOTP, ENABLED, EMAIL, new JsonObject()));

  MfaConfig {
    members = Map.copyOf(members);
  }

  /** Reads the members of CreateUserPool and UpdateUserPool, which know SMS alone. */
  static MfaConfig ofPool(Params params, MfaConfig current) {
    Mode mode = mode(params);
    if (mode == Mode.OFF) {
      return OFF;
    }
    boolean sms = params.has("SmsConfiguration");
    if (!sms && current.factors().isEmpty()) {
      throw invalid(
          "SMS configuration and Auto verification for phone_number are required when MFA is"
              + " required/optional");
    }
    Map<String, JsonObject> members = new HashMap<>(current.members());
    if (sms) {
      members.put(
          SMS, new JsonObject().put("SmsConfiguration", params.json("SmsConfiguration").copy()));
    }
    return new MfaConfig(mode, members);
  }

  /** Reads SetUserPoolMfaConfig, which replaces all factors. */
  static MfaConfig of(Params params) {
    Mode mode = mode(params);
    Map<String, JsonObject> members = new HashMap<>();
    for (String name : List.of(SMS, EMAIL, WEB_AUTHN)) {
      if (params.has(name)) {
        members.put(name, params.json(name).copy());
      }
    }
    Params webAuthn = params.object(WEB_AUTHN);
    webAuthn.oneOf("UserVerification", "preferred", List.of("required", "preferred"));
    webAuthn.oneOf(
        "FactorConfiguration",
        "SINGLE_FACTOR",
        List.of("SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION"));
    if (params.object(TOTP).flag("Enabled")) {
      members.put(TOTP, ENABLED);
    }
    MfaConfig config = new MfaConfig(mode, members);
    if (mode == Mode.OFF && !config.factors().isEmpty()) {
      throw invalid(
          "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");
    }
    if (mode != Mode.OFF && config.factors().isEmpty()) {
      throw invalid(
          "Invalid MFA configuration given, can't disable all MFAs and require an MFA"
              + " configuration.");
    }
    return config;
  }

  private static Mode mode(Params params) {
    return Mode.valueOf(params.oneOf("MfaConfiguration", "OFF", List.of("OFF", "ON", "OPTIONAL")));
  }

  boolean isRequired() {
    return mode == Mode.ON;
  }

  /** Returns the factors that users may set up. */
  Set<Factor> factors() {
    Set<Factor> factors = new TreeSet<>();
    if (members.containsKey(SMS)) {
      factors.add(Factor.SMS_MFA);
    }
    if (members.containsKey(TOTP)) {
      factors.add(Factor.SOFTWARE_TOKEN_MFA);
    }
    if (members.containsKey(EMAIL)) {
      factors.add(Factor.EMAIL_OTP);
    }
    return factors;
  }

  /** Returns the texts of messages with codes of second factors. */
  MessageTemplates.Template texts() {
    JsonObject email = members.getOrDefault(EMAIL, new JsonObject());
    JsonObject sms = members.getOrDefault(SMS, new JsonObject());
    return new MessageTemplates.Template(
        email.getString("Message"),
        email.getString("Subject"),
        sms.getString("SmsAuthenticationMessage"));
  }

  /** Returns the relying party of passkeys, or empty where none is configured. */
  Optional<RelyingParty> relyingParty() {
    return Optional.ofNullable(members.get(WEB_AUTHN)).flatMap(RelyingParty::of);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject().put("MfaConfiguration", mode.name());
    members.forEach((name, value) -> json.put(name, value.copy()));
    return json;
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
