package io.saigon.api.cognito;

/** What a token of a user pool is for (its claim {@code token_use}). */
public enum TokenUse {
  /** Tells who the user is. */
  ID,
  /** Tells what its bearer may do; the one to call services with. */
  ACCESS
}
