package io.saigon.cognito.idp;

import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CodeMedium;
import io.vertx.core.json.JsonArray;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
      case "SMS_MFA" -> code(username, session, CodeMedium.SMS, parameters);
      case "EMAIL_OTP" -> code(username, session, CodeMedium.EMAIL, parameters);
      case "SOFTWARE_TOKEN_MFA" -> new CodeRequired(username, session, CodeMedium.TOTP, "");
      default -> new Challenge.Other(username, session, name, parameters);
    };
  }

  private static CodeRequired code(
      String username, String session, CodeMedium medium, Map<String, String> parameters) {
    String destination = parameters.getOrDefault("CODE_DELIVERY_DESTINATION", "");
    return new CodeRequired(username, session, medium, destination);
  }

  private static Set<String> requiredAttributes(Map<String, String> parameters) {
    String names = parameters.getOrDefault("requiredAttributes", "");
    return names.isBlank()
        ? Set.of()
        : new JsonArray(names)
            .stream()
                .map(String::valueOf)
                .map(
                    n ->
                        n.startsWith(ATTRIBUTE_PREFIX) ? n.substring(ATTRIBUTE_PREFIX.length()) : n)
                .collect(Collectors.toUnmodifiableSet());
  }

  static ChallengeRequiredException unanswered(Challenge challenge) {
    String required =
        challenge instanceof Challenge.NewPasswordRequired newPassword
            ? "a new password" + andAttributes(newPassword.requiredAttributes())
            : challenge instanceof CodeRequired code
                ? "a code (" + code.medium() + ")"
                : "an answer to " + challenge.name();
    return new ChallengeRequiredException(
        challenge,
        "The log-in of '%s' needs %s; give it by a ChallengeResponder, in CognitoClient.openSession(request, responder) or AwsSigV4RestClient.login(request, responder)%s, or later by CognitoClient.answerChallenge"
            .formatted(
                challenge.username(),
                required,
                challenge instanceof Challenge.NewPasswordRequired
                    ? ", by LoginRequest.withNewPassword"
                    : ""));
  }

  private static String andAttributes(Set<String> attributes) {
    return attributes.isEmpty() ? "" : " and the attributes " + new TreeSet<>(attributes);
  }
}
