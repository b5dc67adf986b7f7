package io.saigon.testkit.internal.message;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The texts of a pool's messages: those of its settings, or else Cognito's own. */
public record MessageTemplates(
    Template verification, Template invitation, Template authentication) {
  /**
   * The texts for one purpose; each is null where the pool has none of its own.
   *
   * @param subject subject of the e-mail
   */
  public record Template(@Nullable String email, @Nullable String subject, @Nullable String sms) {
    static final Template NONE = new Template(null, null, null);
  }

  public static final MessageTemplates NONE =
      new MessageTemplates(Template.NONE, Template.NONE, Template.NONE);

  private static final String VERIFICATION = "Your verification code is {####}.";
  private static final String INVITATION =
      "Your username is {username} and temporary password is {####}.";
  private static final String AUTHENTICATION = "Your authentication code is {####}.";

  /** Reads CreateUserPool and UpdateUserPool. */
  public static MessageTemplates of(Params params) {
    Params template = params.object("VerificationMessageTemplate");
    if (template.text("DefaultEmailOption", "CONFIRM_WITH_CODE").equals("CONFIRM_WITH_LINK")) {
      throw new AwsError(
          "InvalidParameterException",
          "The local AWS confirms users with codes: CONFIRM_WITH_LINK is not supported");
    }
    Params invitation = params.object("AdminCreateUserConfig").object("InviteMessageTemplate");
    return new MessageTemplates(
        new Template(
            first(text(template, "EmailMessage"), text(params, "EmailVerificationMessage")),
            first(
                template.optionalText("EmailSubject"),
                params.optionalText("EmailVerificationSubject")),
            first(text(template, "SmsMessage"), text(params, "SmsVerificationMessage"))),
        new Template(
            text(invitation, "EmailMessage"),
            invitation.optionalText("EmailSubject"),
            text(invitation, "SMSMessage")),
        new Template(null, null, text(params, "SmsAuthenticationMessage")));
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  private static @Nullable String text(Params params, String name) {
    String text = params.optionalText(name);
    if (text != null && !text.contains(MessageText.CODE)) {
      throw params.invalid(
          text, name, "Member must satisfy regular expression pattern: .*\\{####\\}.*");
    }
    return text;
  }

  /**
   * Returns the text of a message.
   *
   * @param reason reason by the name of the trigger, such as {@code SignUp}
   * @param mfa texts for second factors by e-mail and SMS, null where there are none
   */
  public MessageText of(String reason, boolean isEmail, Template mfa) {
    return switch (reason) {
      case "AdminCreateUser" -> text(invitation, isEmail, INVITATION, "Your temporary password");
      case "Authentication" ->
          text(
              new Template(mfa.email(), mfa.subject(), first(mfa.sms(), authentication.sms())),
              isEmail,
              AUTHENTICATION,
              "Your authentication code");
      default -> text(verification, isEmail, VERIFICATION, "Your verification code");
    };
  }

  private static MessageText text(Template template, boolean isEmail, String body, String subject) {
    String own = isEmail ? template.email() : template.sms();
    String title = isEmail ? first(template.subject(), subject) : null;
    return new MessageText(title, own == null ? body : own);
  }

  public void addTo(JsonObject json) {
    put(json, "SmsVerificationMessage", verification.sms());
    put(json, "EmailVerificationMessage", verification.email());
    put(json, "EmailVerificationSubject", verification.subject());
    put(json, "SmsAuthenticationMessage", authentication.sms());
    JsonObject template = new JsonObject().put("DefaultEmailOption", "CONFIRM_WITH_CODE");
    put(template, "SmsMessage", verification.sms());
    put(template, "EmailMessage", verification.email());
    put(template, "EmailSubject", verification.subject());
    json.put("VerificationMessageTemplate", template);
    JsonObject invite = new JsonObject();
    put(invite, "SMSMessage", invitation.sms());
    put(invite, "EmailMessage", invitation.email());
    put(invite, "EmailSubject", invitation.subject());
    if (!invite.isEmpty()) {
      json.getJsonObject("AdminCreateUserConfig").put("InviteMessageTemplate", invite);
    }
  }

  private static void put(JsonObject json, String name, @Nullable String text) {
    if (text != null) {
      json.put(name, text);
    }
  }
}
