package io.saigon.testkit.internal.trigger;

/** The triggers of a user pool, by their member of {@code LambdaConfig}. */
public enum Trigger {
  PRE_SIGN_UP("PreSignUp"),
  POST_CONFIRMATION("PostConfirmation"),
  PRE_AUTHENTICATION("PreAuthentication"),
  POST_AUTHENTICATION("PostAuthentication"),
  DEFINE_AUTH_CHALLENGE("DefineAuthChallenge"),
  CREATE_AUTH_CHALLENGE("CreateAuthChallenge"),
  VERIFY_AUTH_CHALLENGE_RESPONSE("VerifyAuthChallengeResponse"),
  PRE_TOKEN_GENERATION("PreTokenGeneration"),
  USER_MIGRATION("UserMigration"),
  CUSTOM_MESSAGE("CustomMessage");

  private final String member;

  Trigger(String member) {
    this.member = member;
  }

  /** Returns the name in configurations and messages. */
  public String member() {
    return member;
  }
}
