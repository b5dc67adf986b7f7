package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.message.MessageTemplates;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a pool that stand beside its users' names, passwords and attributes.
 *
 * @param recovery how users recover a password, the first way first; empty for any
 * @param caseSensitive whether the case of user names and aliases counts, or null if the pool does
 *     not say, when it does
 * @param kept configurations that are given back and have no effect, by member
 */
record PoolOptions(
    MessageTemplates messages,
    List<String> recovery,
    @Nullable Boolean caseSensitive,
    String tier,
    Map<String, JsonObject> kept) {
  static final PoolOptions NONE =
      new PoolOptions(MessageTemplates.NONE, List.of(), null, "ESSENTIALS", Map.of());

  private static final String ADMIN = "admin_only";
  private static final List<String> WAYS =
      List.of("verified_email", "verified_phone_number", ADMIN);
  private static final List<String> UNSUPPORTED =
      List.of("KeyConfiguration", "IssuerConfiguration", "AcrConfiguration");
  private static final String NAMES = "UsernameConfiguration";

  /** Reads CreateUserPool. */
  static PoolOptions of(Params params) {
    Params names = params.object(NAMES);
    if (params.has(NAMES)) {
      names.need("CaseSensitive");
    }
    return of(params, params.has(NAMES) ? Boolean.valueOf(names.flag("CaseSensitive")) : null);
  }

  /** Reads UpdateUserPool, which leaves the case as it is. */
  PoolOptions updated(Params params) {
    return of(params, caseSensitive);
  }

  private static PoolOptions of(Params params, @Nullable Boolean caseSensitive) {
    for (String member : UNSUPPORTED) {
      if (params.has(member)) {
        throw invalid("The local AWS has no " + member);
      }
    }
    if (!params
        .object("UserPoolAddOns")
        .oneOf("AdvancedSecurityMode", "OFF", List.of("OFF", "AUDIT", "ENFORCED"))
        .equals("OFF")) {
      throw invalid("The local AWS has no threat protection: AdvancedSecurityMode must be OFF");
    }
    params
        .object("EmailConfiguration")
        .oneOf("EmailSendingAccount", "", List.of("COGNITO_DEFAULT", "DEVELOPER"));
    String tier = params.oneOf("UserPoolTier", "ESSENTIALS", List.of("LITE", "ESSENTIALS", "PLUS"));
    if (tier.equals("LITE")) {
      checkLite(params.object("Policies"));
    }
    Map<String, JsonObject> kept = new java.util.TreeMap<>();
    for (String name : List.of("EmailConfiguration", "SmsConfiguration")) {
      if (params.has(name)) {
        kept.put(name, params.json(name).copy());
      }
    }
    return new PoolOptions(
        MessageTemplates.of(params), recovery(params), caseSensitive, tier, Map.copyOf(kept));
  }

  private static void checkLite(Params policies) {
    boolean hasCodes =
        policies.object("SignInPolicy").texts("AllowedFirstAuthFactors").stream()
            .anyMatch(factor -> !factor.equals("PASSWORD"));
    Integer history = policies.object("PasswordPolicy").optionalNumber("PasswordHistorySize");
    if (hasCodes || (history != null && history > 0)) {
      throw new AwsError(
          "FeatureUnavailableInTierException",
          (hasCodes ? "Choice-based sign-in" : "Password history")
              + " is not available in the LITE tier.");
    }
  }

  private static List<String> recovery(Params params) {
    List<Params> mechanisms =
        new ArrayList<>(params.object("AccountRecoverySetting").objects("RecoveryMechanisms"));
    mechanisms.forEach(m -> m.need("Priority", "Name"));
    mechanisms.sort(Comparator.comparingInt(m -> m.number("Priority", 1, 1, 2)));
    List<String> names = mechanisms.stream().map(m -> m.oneOf("Name", WAYS)).toList();
    long priorities = mechanisms.stream().map(m -> m.optionalNumber("Priority")).distinct().count();
    if (names.size() > 2
        || priorities < names.size()
        || names.stream().distinct().count() < names.size()
        || (names.size() > 1 && names.contains(ADMIN))) {
      throw invalid(
          "Invalid account recovery setting parameter. Account Recovery Setting cannot use"
              + " admin_only setting with any other recovery mechanisms, nor one of them twice.");
    }
    return names;
  }

  /** Returns whether only administrators reset passwords. */
  boolean adminsRecover() {
    return recovery.contains(ADMIN);
  }

  /** Returns whether a text message is no way to recover a password, as it is the second factor. */
  boolean forbidsSmsFor(PoolUser user) {
    return !recovery.isEmpty() && user.secondFactor().enabled().contains(Factor.SMS_MFA);
  }

  /** Returns the addresses that a password is recovered by, in order. */
  List<Codes.Way> recoveryWays() {
    return recovery.isEmpty()
        ? List.of(Codes.Way.values())
        : recovery.stream()
            .map(name -> name.equals("verified_email") ? Codes.Way.EMAIL : Codes.Way.SMS)
            .toList();
  }

  void addTo(JsonObject json) {
    messages.addTo(json);
    json.put("UserPoolTier", tier);
    kept.forEach((name, value) -> json.put(name, value.copy()));
    if (caseSensitive != null) {
      json.put(NAMES, new JsonObject().put("CaseSensitive", caseSensitive));
    }
    if (!recovery.isEmpty()) {
      JsonArray mechanisms = new JsonArray();
      for (int i = 0; i < recovery.size(); i++) {
        mechanisms.add(new JsonObject().put("Priority", i + 1).put("Name", recovery.get(i)));
      }
      json.put("AccountRecoverySetting", new JsonObject().put("RecoveryMechanisms", mechanisms));
    }
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
