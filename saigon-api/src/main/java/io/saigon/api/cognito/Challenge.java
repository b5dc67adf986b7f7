package io.saigon.api.cognito;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A challenge of Cognito that a user must answer before the log-in succeeds. The handle of the
 * unfinished log-in is left out of {@code toString}.
 */
public sealed interface Challenge {
  /**
   * Returns the name of the user in the user pool.
   *
   * @return the name
   */
  String username();

  /**
   * Returns the handle of the unfinished log-in, a secret.
   *
   * @return the handle; empty if Cognito gave none
   */
  String session();

  /**
   * Returns the challenge's name as Cognito has it.
   *
   * @return such as {@code NEW_PASSWORD_REQUIRED}
   */
  String name();

  /**
   * Demand for a new password.
   *
   * @param username name of the user in the user pool
   * @param session handle of the unfinished log-in, a secret; may be empty
   * @param requiredAttributes attributes, such as {@code family_name}, that must be set with it
   */
  record NewPasswordRequired(String username, String session, Set<String> requiredAttributes)
      implements Challenge {
    /**
     * Creates a challenge, and checks that nothing is missing.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param requiredAttributes attributes, such as {@code family_name}, that must be set with it
     */
    public NewPasswordRequired {
      check(username, session);
      requiredAttributes = Set.copyOf(requiredAttributes);
    }

    /**
     * Answers with a new password.
     *
     * @param newPassword the user's new password
     * @return the answer
     */
    public ChallengeAnswer answer(String newPassword) {
      return answer(newPassword, Map.of());
    }

    /**
     * Answers with a new password and attributes.
     *
     * @param newPassword the user's new password
     * @param attributes values by names such as {@code family_name}
     * @return the answer
     */
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
   * Demand for a code.
   *
   * @param username name of the user in the user pool
   * @param session handle of the unfinished log-in, a secret; may be empty
   * @param medium source of the code
   * @param destination masked phone number or address that it was sent to; empty for an
   *     authenticator
   */
  record CodeRequired(String username, String session, CodeMedium medium, String destination)
      implements Challenge {
    /**
     * Creates a challenge, and checks that nothing is missing.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param medium source of the code
     * @param destination masked phone number or address that it was sent to
     */
    public CodeRequired {
      check(username, session);
      Objects.requireNonNull(medium, "medium");
      Objects.requireNonNull(destination, "destination");
    }

    /**
     * Answers with the code.
     *
     * @param code code that the user entered
     * @return the answer
     */
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
   * @param username name of the user in the user pool
   * @param session handle of the unfinished log-in, a secret; may be empty
   * @param name name as Cognito has it, such as {@code CUSTOM_CHALLENGE}
   * @param parameters parameters as Cognito sent them
   */
  record Other(String username, String session, String name, Map<String, String> parameters)
      implements Challenge {
    /**
     * Creates a challenge, and checks that nothing is missing.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param name name as Cognito has it, such as {@code CUSTOM_CHALLENGE}
     * @param parameters parameters as Cognito sent them
     */
    public Other {
      check(username, session);
      Objects.requireNonNull(name, "name");
      parameters = Map.copyOf(parameters);
    }

    /**
     * Answers with one word, as custom challenges and choices expect.
     *
     * @param answer the response {@code ANSWER}
     * @return the answer
     */
    public ChallengeAnswer answer(String answer) {
      return answer(Map.of("ANSWER", answer));
    }

    /**
     * Answers with responses as Cognito names them ("RespondToAuthChallenge" in its API reference);
     * user name and secret hash are added.
     *
     * @param responses values by name
     * @return the answer
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
