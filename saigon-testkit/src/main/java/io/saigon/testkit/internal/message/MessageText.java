package io.saigon.testkit.internal.message;

import org.jspecify.annotations.Nullable;

/**
 * A message, with its placeholders or without.
 *
 * @param subject subject of an e-mail, or null for an SMS
 */
public record MessageText(@Nullable String subject, String body) {
  /** The placeholder of a code, or of a temporary password. */
  public static final String CODE = "{####}";

  /** The placeholder of the user name. */
  public static final String USERNAME = "{username}";

  /** Returns the message as the user gets it. */
  public MessageText filled(String code, String username) {
    return new MessageText(
        subject == null ? null : subject.replace(USERNAME, username),
        body.replace(CODE, code).replace(USERNAME, username));
  }

  /** Returns the message without the secret in it. */
  @Override
  public String toString() {
    return "MessageText[subject=" + subject + "]";
  }
}
