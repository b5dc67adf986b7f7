package io.saigon.api.cognito;

/** Use of a user pool's token (its claim {@code token_use}). */
public enum TokenUse {
  /** Identifies the user. */
  ID,
  /** Authorizes its bearer; the one to call services with. */
  ACCESS
}
