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
      Objects.requireNonNull(requiredAttributes, "requiredAttributes");
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
      Objects.requireNonNull(newPassword, "newPassword");
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
      Objects.requireNonNull(newPassword, "newPassword");
      Objects.requireNonNull(attributes, "attributes");
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
   * @param name name as Cognito has it, such as {@code SMS_MFA} or {@code SMS_OTP}
   * @param medium source of the code
   * @param destination masked phone number or address that it was sent to; empty for an
   *     authenticator
   */
  record CodeRequired(
      String username, String session, String name, CodeMedium medium, String destination)
      implements Challenge {
    /**
     * Creates a challenge, and checks that nothing is missing.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param name name as Cognito has it
     * @param medium source of the code
     * @param destination masked phone number or address that it was sent to
     */
    public CodeRequired {
      check(username, session);
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(medium, "medium");
      Objects.requireNonNull(destination, "destination");
    }

    /**
     * Creates the challenge of a second factor.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param medium source of the code
     * @param destination masked phone number or address that it was sent to
     */
    public CodeRequired(String username, String session, CodeMedium medium, String destination) {
      this(
          username,
          session,
          Objects.requireNonNull(medium, "medium").mfaType(),
          medium,
          destination);
    }

    /**
     * Answers with the code.
     *
     * @param code code that the user entered
     * @return the answer
     */
    public ChallengeAnswer answer(String code) {
      Objects.requireNonNull(code, "code");
      return new ChallengeAnswer(this, Map.of(name() + "_CODE", code));
    }

    @Override
    public String toString() {
      return "CodeRequired[username=" + username + ", medium=" + medium + "]";
    }
  }

  /**
   * Demand to set up a second factor, because the pool requires one and the user has none.
   *
   * <p>{@link CognitoClient#associateSoftwareToken(MfaSetupRequired)} begins the set-up of an
   * authenticator app, {@link #answerEmail} that of codes by e-mail. Codes by SMS need a phone
   * number, which only an administrator can set before the log-in ({@link
   * CognitoIdp#updateUserAttributes}); log in again then.
   *
   * @param username name of the user in the user pool
   * @param session handle of the unfinished log-in, a secret; may be empty
   * @param available the factors that the pool has
   */
  record MfaSetupRequired(String username, String session, Set<CodeMedium> available)
      implements Challenge {
    /**
     * Creates a challenge, and checks that nothing is missing.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param available the factors that the pool has
     */
    public MfaSetupRequired {
      Objects.requireNonNull(available, "available");
      check(username, session);
      available = Set.copyOf(available);
    }

    /**
     * Answers with an e-mail address, to which Cognito then sends a code: a {@link CodeRequired}
     * challenge follows.
     *
     * @param address the user's e-mail address
     * @return the answer
     * @throws IllegalArgumentException if the challenge does not offer {@link CodeMedium#EMAIL}
     */
    public ChallengeAnswer answerEmail(String address) {
      Objects.requireNonNull(address, "address");
      requireAvailable(CodeMedium.EMAIL, available);
      return new ChallengeAnswer(this, Map.of("EMAIL", address));
    }

    @Override
    public String name() {
      return "MFA_SETUP";
    }

    @Override
    public String toString() {
      return "MfaSetupRequired[username=%s, available=%s]".formatted(username, available);
    }
  }

  /**
   * Demand for a first code of an authenticator app that is being enrolled. A wrong code fails the
   * answer with reason {@code CODE_MISMATCH}, and the challenge can be answered again.
   *
   * @param username name of the user in the user pool
   * @param session handle of the unfinished log-in, a secret
   * @param token the secret for the app
   */
  record SoftwareTokenSetup(String username, String session, SoftwareToken token)
      implements Challenge {
    /**
     * Creates a challenge, and checks that nothing is missing.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param token the secret for the app
     */
    public SoftwareTokenSetup {
      check(username, session);
      Objects.requireNonNull(token, "token");
    }

    /**
     * Answers with a code of the app.
     *
     * @param code code that the user entered
     * @return the answer
     */
    public ChallengeAnswer answer(String code) {
      Objects.requireNonNull(code, "code");
      return new ChallengeAnswer(this, Map.of("UserCode", code));
    }

    @Override
    public String name() {
      return "MFA_SETUP";
    }

    @Override
    public String toString() {
      return "SoftwareTokenSetup[username=" + username + "]";
    }
  }

  /**
   * Demand to choose one of several second factors.
   *
   * @param username name of the user in the user pool
   * @param session handle of the unfinished log-in, a secret; may be empty
   * @param available the factors that the user has enabled
   */
  record MfaTypeRequired(String username, String session, Set<CodeMedium> available)
      implements Challenge {
    /**
     * Creates a challenge, and checks that nothing is missing.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param available the factors that the user has enabled
     */
    public MfaTypeRequired {
      Objects.requireNonNull(available, "available");
      check(username, session);
      available = Set.copyOf(available);
    }

    /**
     * Answers with one of the factors; a {@link CodeRequired} challenge follows.
     *
     * @param factor the factor
     * @return the answer
     * @throws IllegalArgumentException if the challenge does not offer the factor
     */
    public ChallengeAnswer answer(CodeMedium factor) {
      Objects.requireNonNull(factor, "factor");
      requireAvailable(factor, available);
      return new ChallengeAnswer(this, Map.of("ANSWER", factor.mfaType()));
    }

    @Override
    public String name() {
      return "SELECT_MFA_TYPE";
    }

    @Override
    public String toString() {
      return "MfaTypeRequired[username=%s, available=%s]".formatted(username, available);
    }
  }

  /**
   * Demand to choose the first factor of a choice-based log-in.
   *
   * @param username name of the user in the user pool
   * @param session handle of the unfinished log-in, a secret; may be empty
   * @param available the factors that the user has
   */
  record AuthFactorRequired(String username, String session, Set<AuthFactor> available)
      implements Challenge {
    /**
     * Creates a challenge, and checks that nothing is missing.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param available the factors that the user has
     */
    public AuthFactorRequired {
      Objects.requireNonNull(available, "available");
      check(username, session);
      available = Set.copyOf(available);
    }

    /**
     * Answers with a factor; the challenge of that factor follows, such as {@link CodeRequired} or
     * {@link WebAuthnRequired}.
     *
     * @param factor the factor
     * @return the answer
     * @throws IllegalArgumentException if the challenge does not offer the factor
     */
    public ChallengeAnswer answer(AuthFactor factor) {
      Objects.requireNonNull(factor, "factor");
      requireAvailable(factor, available);
      return new ChallengeAnswer(this, Map.of("ANSWER", factor.name()));
    }

    /**
     * Answers with the password, which is proved by SRP and not sent where the challenge offers
     * that.
     *
     * @param password the user's password
     * @return the answer
     * @throws IllegalArgumentException if the challenge offers no password
     */
    public ChallengeAnswer answerPassword(String password) {
      Objects.requireNonNull(password, "password");
      AuthFactor factor =
          available.contains(AuthFactor.PASSWORD_SRP)
              ? AuthFactor.PASSWORD_SRP
              : AuthFactor.PASSWORD;
      requireAvailable(factor, available);
      return new ChallengeAnswer(this, Map.of("ANSWER", factor.name(), "PASSWORD", password));
    }

    @Override
    public String name() {
      return "SELECT_CHALLENGE";
    }

    @Override
    public String toString() {
      return "AuthFactorRequired[username=%s, available=%s]".formatted(username, available);
    }
  }

  /**
   * Demand for the password of a choice-based log-in.
   *
   * @param username name of the user in the user pool
   * @param session handle of the unfinished log-in, a secret; may be empty
   * @param factor {@link AuthFactor#PASSWORD}, or {@link AuthFactor#PASSWORD_SRP} for one that is
   *     proved and not sent
   */
  record PasswordRequired(String username, String session, AuthFactor factor) implements Challenge {
    /**
     * Creates a challenge, and checks that nothing is missing.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param factor {@link AuthFactor#PASSWORD} or {@link AuthFactor#PASSWORD_SRP}
     * @throws IllegalArgumentException if the factor is not a password
     */
    public PasswordRequired {
      Objects.requireNonNull(factor, "factor");
      check(username, session);
      if (factor != AuthFactor.PASSWORD && factor != AuthFactor.PASSWORD_SRP) {
        throw new IllegalArgumentException(factor + " is not a password");
      }
    }

    /**
     * Answers with the password.
     *
     * @param password the user's password
     * @return the answer
     */
    public ChallengeAnswer answer(String password) {
      Objects.requireNonNull(password, "password");
      return new ChallengeAnswer(this, Map.of("PASSWORD", password));
    }

    @Override
    public String name() {
      return factor.name();
    }

    @Override
    public String toString() {
      return "PasswordRequired[username=%s, factor=%s]".formatted(username, factor);
    }
  }

  /**
   * Demand for an assertion of a passkey.
   *
   * @param username name of the user in the user pool
   * @param session handle of the unfinished log-in, a secret; may be empty
   * @param options the {@code PublicKeyCredentialRequestOptions} as JSON, which a browser reads by
   *     {@code PublicKeyCredential.parseRequestOptionsFromJSON}
   */
  record WebAuthnRequired(String username, String session, String options) implements Challenge {
    /**
     * Creates a challenge, and checks that nothing is missing.
     *
     * @param username name of the user in the user pool
     * @param session handle of the unfinished log-in, a secret
     * @param options the {@code PublicKeyCredentialRequestOptions} as JSON
     */
    public WebAuthnRequired {
      check(username, session);
      Objects.requireNonNull(options, "options");
    }

    /**
     * Answers with the assertion.
     *
     * @param credential the {@code AuthenticationResponseJSON} that a browser returns
     * @return the answer
     */
    public ChallengeAnswer answer(String credential) {
      Objects.requireNonNull(credential, "credential");
      return new ChallengeAnswer(this, Map.of("CREDENTIAL", credential));
    }

    @Override
    public String name() {
      return AuthFactor.WEB_AUTHN.name();
    }

    @Override
    public String toString() {
      return "WebAuthnRequired[username=" + username + "]";
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
      Objects.requireNonNull(parameters, "parameters");
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
      Objects.requireNonNull(answer, "answer");
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
      Objects.requireNonNull(responses, "responses");
      return new ChallengeAnswer(this, responses);
    }

    @Override
    public String toString() {
      return "Other[username=" + username + ", name=" + name + "]";
    }
  }

  private static <T> void requireAvailable(T chosen, Set<T> available) {
    if (!available.contains(chosen)) {
      throw new IllegalArgumentException(
          "The challenge offers %s but not %s; choose one of those".formatted(available, chosen));
    }
  }

  private static void check(String username, String session) {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(session, "session");
  }
}
