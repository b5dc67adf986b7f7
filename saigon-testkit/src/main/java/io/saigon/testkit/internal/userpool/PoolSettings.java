package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of a pool.
 *
 * @param signIn the attributes that users sign in by
 * @param firstFactors the factors that {@code USER_AUTH} may offer
 * @param verified attributes that a code is sent to when their value is new
 * @param verifiedFirst those of them that keep their old value until the code is given
 */
record PoolSettings(
    SignInAttributes signIn,
    PasswordPolicy passwords,
    Schema schema,
    Set<String> firstFactors,
    Set<String> verified,
    Set<String> verifiedFirst,
    boolean adminsCreateUsers,
    boolean protectedFromDeletion) {
  private static final List<String> ADDRESSES = List.of("email", "phone_number");
  private static final List<String> FACTORS =
      List.of("PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN");

  static final PoolSettings SIMPLE =
      new PoolSettings(
          SignInAttributes.NONE,
          PasswordPolicy.SIMPLE,
          Schema.ANY,
          Set.of("PASSWORD"),
          Set.of(),
          Set.of(),
          false,
          false);

  /** Reads CreateUserPool. */
  static PoolSettings of(Params params) {
    Schema schema = Schema.of(params);
    return of(params, SignInAttributes.of(params, schema), schema);
  }

  /** Reads UpdateUserPool: what it leaves out has its default again, as on AWS. */
  PoolSettings updated(Params params) {
    return of(params, signIn, schema);
  }

  private static PoolSettings of(Params params, SignInAttributes signIn, Schema schema) {
    params.oneOf("UserPoolTier", "ESSENTIALS", List.of("LITE", "ESSENTIALS", "PLUS"));
    List<String> factors =
        params.object("Policies").object("SignInPolicy").someOf("AllowedFirstAuthFactors", FACTORS);
    Set<String> verified = Set.copyOf(params.someOf("AutoVerifiedAttributes", ADDRESSES));
    Set<String> verifiedFirst =
        Set.copyOf(
            params
                .object("UserAttributeUpdateSettings")
                .someOf("AttributesRequireVerificationBeforeUpdate", ADDRESSES));
    if (!verified.containsAll(verifiedFirst)) {
      throw invalid(
          "Invalid AttributesRequireVerificationBeforeUpdate: the attributes must be auto-verified");
    }
    return new PoolSettings(
        signIn,
        PasswordPolicy.of(params),
        schema,
        factors.isEmpty() ? Set.of("PASSWORD") : Set.copyOf(factors),
        verified,
        verifiedFirst,
        params.object("AdminCreateUserConfig").flag("AllowAdminCreateUserOnly"),
        params
            .oneOf("DeletionProtection", "INACTIVE", List.of("ACTIVE", "INACTIVE"))
            .equals("ACTIVE"));
  }

  PoolSettings with(Schema changed) {
    return new PoolSettings(
        signIn,
        passwords,
        changed,
        firstFactors,
        verified,
        verifiedFirst,
        adminsCreateUsers,
        protectedFromDeletion);
  }

  /** Returns whether a sign-up sends a code; pools of a test's own verify any address. */
  boolean verifiesAtSignUp(String attribute) {
    return verified.contains(attribute) || schema.anyCustom();
  }

  /** Returns whether users can log in by a code alone, so that they need no password. */
  boolean isPasswordless() {
    return firstFactors.contains("EMAIL_OTP") || firstFactors.contains("SMS_OTP");
  }

  void addTo(JsonObject json) {
    json.put(
            "Policies",
            passwords
                .described()
                .put(
                    "SignInPolicy",
                    new JsonObject()
                        .put("AllowedFirstAuthFactors", Json.array(new TreeSet<>(firstFactors)))))
        .put("SchemaAttributes", schema.toJson())
        .put("DeletionProtection", protectedFromDeletion ? "ACTIVE" : "INACTIVE")
        .put(
            "AdminCreateUserConfig",
            new JsonObject().put("AllowAdminCreateUserOnly", adminsCreateUsers));
    if (!verified.isEmpty()) {
      json.put("AutoVerifiedAttributes", Json.array(new TreeSet<>(verified)))
          .put(
              "UserAttributeUpdateSettings",
              new JsonObject()
                  .put(
                      "AttributesRequireVerificationBeforeUpdate",
                      Json.array(new TreeSet<>(verifiedFirst))));
    }
    signIn.addTo(json);
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
