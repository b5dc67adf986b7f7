package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.message.MessageText;
import io.saigon.testkit.internal.trigger.Trigger;
import io.saigon.testkit.internal.trigger.TriggerResponse;

/** Writes the messages to users: by the custom message trigger, or else by templates. */
final class MessageTexts {
  private final UserPools pools;
  private final PoolTriggers triggers;

  MessageTexts(UserPools pools, PoolTriggers triggers) {
    this.pools = pools;
    this.triggers = triggers;
  }

  /**
   * @param source such as {@code CustomMessage_SignUp}
   * @param content the code or the temporary password
   */
  MessageText of(PoolUser user, String source, String medium, String content) {
    UserPool pool = pools.poolOf(user);
    boolean isEmail = medium.equals("EMAIL");
    String reason = source.substring(source.indexOf('_') + 1);
    MessageText template = pool.options().messages().of(reason, isEmail, pool.mfa().texts());
    return custom(pool, user, source, isEmail, template).filled(content, user.username());
  }

  private MessageText custom(
      UserPool pool, PoolUser user, String source, boolean isEmail, MessageText template) {
    if (!pool.lambdas().has(Trigger.CUSTOM_MESSAGE)) {
      return template;
    }
    boolean isInvitation = source.endsWith("AdminCreateUser");
    TriggerResponse answer =
        triggers
            .message(
                pool, user, source, MessageText.CODE, isInvitation ? MessageText.USERNAME : null)
            .orElseThrow(IllegalStateException::new);
    String body = answer.text(isEmail ? "emailMessage" : "smsMessage");
    String subject = isEmail ? answer.text("emailSubject") : null;
    if (body != null
        && (!body.contains(MessageText.CODE)
            || (isInvitation && !body.contains(MessageText.USERNAME)))) {
      throw TriggerResponse.invalid(
          "The message must contain the code parameter"
              + (isInvitation ? " and the username parameter." : "."));
    }
    return new MessageText(
        subject == null ? template.subject() : subject, body == null ? template.body() : body);
  }
}
