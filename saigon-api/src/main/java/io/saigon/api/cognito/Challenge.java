package io.saigon.api.cognito;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What Cognito asks of a user before the log-in succeeds. The handle of the unfinished log-in is
 * left out of {@code toString}.
 */
public sealed interface Challenge {
  /** The name that the user pool knows the user by. */
  String username();

  /** Handle of the unfinished log-in; a secret. Empty if Cognito gave none. */
  String session();

  /** The challenge as Cognito names it, such as {@code NEW_PASSWORD_REQUIRED}. */
  String name();

  /**
   * A new password must be set.
   *
   * @param requiredAttributes attributes, such as {@code family_name}, that must be set with it
   */
  record NewPasswordRequired(String username, String session, Set<String> requiredAttributes)
      implements Challenge {
    /** Checks that nothing is missing. */
    public NewPasswordRequired {
      check(username, session);
      requiredAttributes = Set.copyOf(requiredAttributes);
    }

    /** Sets a new password. */
    public ChallengeAnswer answer(String newPassword) {
      return answer(newPassword, Map.of());
    }

    /** Sets a new password and attributes, by names such as {@code family_name}. */
    public ChallengeAnswer answer(String newPassword, Map<String, String> attributes) {
      Map<String, String> responses = new HashMap<>();
      attributes.forEach((name, value) -> responses.put("userAttributes." + name, value));
      responses.put("NEW_PASSWORD", newPassword);
      return new ChallengeAnswer(this, responses);
    }

    @Override
    public String name() {
      return "NEW_PASSWORD_REQUIRED";
    }

    @Override
    public String toString() {
      return "NewPasswordRequired[username=%s, requiredAttributes=%s]"
          .formatted(username, requiredAttributes);
    }
  }

  /**
   * A code must be given.
   *
   * @param medium where the code comes from
   * @param destination masked phone number or address that it was sent to; empty for an
   *     authenticator
   */
  record CodeRequired(String username, String session, CodeMedium medium, String destination)
      implements Challenge {
    /** Checks that nothing is missing. */
    public CodeRequired {
      check(username, session);
      Objects.requireNonNull(medium, "medium");
      Objects.requireNonNull(destination, "destination");
    }

    /** Gives the code. */
    public ChallengeAnswer answer(String code) {
      return new ChallengeAnswer(this, Map.of(name() + "_CODE", code));
    }

    @Override
    public String name() {
      return switch (medium) {
        case SMS -> "SMS_MFA";
        case TOTP -> "SOFTWARE_TOKEN_MFA";
        case EMAIL -> "EMAIL_OTP";
      };
    }

    @Override
    public String toString() {
      return "CodeRequired[username=" + username + ", medium=" + medium + "]";
    }
  }

  /**
   * Any other challenge, custom ones included.
   *
   * @param name as Cognito names it, such as {@code CUSTOM_CHALLENGE}
   * @param parameters as Cognito sent them
   */
  record Other(String username, String session, String name, Map<String, String> parameters)
      implements Challenge {
    /** Checks that nothing is missing. */
    public Other {
      check(username, session);
      Objects.requireNonNull(name, "name");
      parameters = Map.copyOf(parameters);
    }

    /** Answers in one word, as custom challenges and choices are. */
    public ChallengeAnswer answer(String answer) {
      return answer(Map.of("ANSWER", answer));
    }

    /**
     * Answers with responses as Cognito names them ("RespondToAuthChallenge" in its API reference);
     * user name and secret hash are added.
     */
    public ChallengeAnswer answer(Map<String, String> responses) {
      return new ChallengeAnswer(this, responses);
    }

    @Override
    public String toString() {
      return "Other[username=" + username + ", name=" + name + "]";
    }
  }

  private static void check(String username, String session) {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(session, "session");
  }
}
