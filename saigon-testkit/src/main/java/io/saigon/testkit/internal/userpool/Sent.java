package io.saigon.testkit.internal.userpool;

/**
 * A message by mail or SMS.
 *
 * @param trigger why, by the name that a pool's triggers have for it
 * @param content the code or the temporary password
 */
public record Sent(String trigger, String medium, String destination, String content) {
  @Override
  public String toString() {
    return "Sent[trigger=" + trigger + ", medium=" + medium + "]";
  }
}
