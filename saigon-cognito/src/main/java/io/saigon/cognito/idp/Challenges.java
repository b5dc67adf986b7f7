package io.saigon.cognito.idp;

import io.saigon.api.cognito.AuthFactor;
import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.CodeMedium;
import io.vertx.core.json.JsonArray;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Conversion of Cognito's challenges to types of the API. */
final class Challenges {
  private static final String ATTRIBUTE_PREFIX = "userAttributes.";

  private Challenges() {}

  static Challenge of(String name, AuthResult result, String alias) {
    String username = result.username(alias);
    String session = result.session() == null ? "" : result.session();
    Map<String, String> parameters = result.parameters();
    return switch (name) {
      case "NEW_PASSWORD_REQUIRED" ->
          new Challenge.NewPasswordRequired(username, session, requiredAttributes(parameters));
      case "SMS_MFA", "SMS_OTP" -> code(username, session, name, CodeMedium.SMS, parameters);
      case "EMAIL_OTP" -> code(username, session, name, CodeMedium.EMAIL, parameters);
      case "SOFTWARE_TOKEN_MFA" -> new CodeRequired(username, session, CodeMedium.TOTP, "");
      case "SELECT_CHALLENGE" ->
          new Challenge.AuthFactorRequired(username, session, factors(result.available()));
      case "PASSWORD", "PASSWORD_SRP" ->
          new Challenge.PasswordRequired(username, session, AuthFactor.valueOf(name));
      case "WEB_AUTHN" ->
          new Challenge.WebAuthnRequired(
              username, session, parameters.getOrDefault("CREDENTIAL_REQUEST_OPTIONS", "{}"));
      case "MFA_SETUP" ->
          new Challenge.MfaSetupRequired(
              username, session, media(parameters.get("MFAS_CAN_SETUP")));
      case "SELECT_MFA_TYPE" ->
          new Challenge.MfaTypeRequired(
              username, session, media(parameters.get("MFAS_CAN_CHOOSE")));
      default -> new Challenge.Other(username, session, name, parameters);
    };
  }

  private static CodeRequired code(
      String username,
      String session,
      String name,
      CodeMedium medium,
      Map<String, String> parameters) {
    String destination = parameters.getOrDefault("CODE_DELIVERY_DESTINATION", "");
    return new CodeRequired(username, session, name, medium, destination);
  }

  // Factors of later versions of Cognito are left out.
  static Set<AuthFactor> factors(List<String> names) {
    return Stream.of(AuthFactor.values())
        .filter(factor -> names.contains(factor.name()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<CodeMedium> media(@Nullable String mfaTypes) {
    Set<CodeMedium> media = EnumSet.noneOf(CodeMedium.class);
    names(mfaTypes).forEach(type -> medium(type).ifPresent(media::add));
    return media;
  }

  /** Returns the medium of a second factor by Cognito's name; empty for a factor of no code. */
  static Optional<CodeMedium> medium(String mfaType) {
    return Stream.of(CodeMedium.values())
        .filter(medium -> medium.mfaType().equals(mfaType))
        .findFirst();
  }

  private static Set<String> requiredAttributes(Map<String, String> parameters) {
    return names(parameters.get("requiredAttributes"))
        .map(n -> n.startsWith(ATTRIBUTE_PREFIX) ? n.substring(ATTRIBUTE_PREFIX.length()) : n)
        .collect(Collectors.toUnmodifiableSet());
  }

  // Cognito puts lists into texts, as JSON.
  private static Stream<String> names(@Nullable String list) {
    return list == null || list.isBlank()
        ? Stream.of()
        : new JsonArray(list).stream().map(String::valueOf);
  }
}
