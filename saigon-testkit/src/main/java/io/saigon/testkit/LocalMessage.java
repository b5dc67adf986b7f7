package io.saigon.testkit;

import io.saigon.testkit.internal.userpool.Sent;
import io.saigon.testkit.internal.wire.AwsError;
import java.util.List;
import java.util.function.Supplier;

/**
 * A message that a user would have received.
 *
 * @param trigger name of the trigger that customises such messages: {@code
 *     CustomMessage_AdminCreateUser}, {@code CustomMessage_SignUp}, {@code
 *     CustomMessage_ResendCode}, {@code CustomMessage_ForgotPassword}, {@code
 *     CustomMessage_Authentication}, {@code CustomMessage_UpdateUserAttribute} or {@code
 *     CustomMessage_VerifyUserAttribute}
 * @param medium {@code EMAIL} or {@code SMS}
 * @param destination e-mail address or telephone number, empty if the user has none
 * @param content the code, or the temporary password
 * @param subject subject of an e-mail; empty for an SMS
 * @param text the message with its content, as the pool's templates or its custom message trigger
 *     have it
 */
public record LocalMessage(
    String trigger,
    String medium,
    String destination,
    String content,
    String subject,
    String text) {
  static List<LocalMessage> all(Supplier<List<Sent>> sent) {
    try {
      return sent.get().stream().map(LocalMessage::of).toList();
    } catch (AwsError e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static LocalMessage of(Sent sent) {
    String subject = sent.text().subject();
    return new LocalMessage(
        sent.trigger(),
        sent.medium(),
        sent.destination(),
        sent.content(),
        subject == null ? "" : subject,
        sent.text().body());
  }

  /** Returns all but the content. */
  @Override
  public String toString() {
    return "LocalMessage[trigger=%s, medium=%s, destination=%s]"
        .formatted(trigger, medium, destination);
  }
}
