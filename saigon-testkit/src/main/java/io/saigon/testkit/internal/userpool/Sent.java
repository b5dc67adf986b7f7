package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.message.MessageText;

/**
 * A message by mail or SMS.
 *
 * @param trigger why, by the name that a pool's triggers have for it
 * @param content the code or the temporary password
 * @param text the message with the content
 */
public record Sent(
    String trigger, String medium, String destination, String content, MessageText text) {
  @Override
  public String toString() {
    return "Sent[trigger=" + trigger + ", medium=" + medium + "]";
  }
}
