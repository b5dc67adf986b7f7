package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The challenges between the password and the end of a log-in, each on a page of its own. */
final class ChallengePages {
  /**
   * A challenge of a page.
   *
   * @param session session of the challenge, which browsers do not see
   */
  record Asked(
      String clientId, String username, String challenge, String session, JsonObject parameters) {
    /** Returns a list that a parameter holds as JSON. */
    List<String> list(String parameter) {
      return new JsonArray(parameters.getString(parameter, "[]"))
          .stream().map(String::valueOf).toList();
    }

    @Override
    public String toString() {
      return "Asked[challenge=" + challenge + "]";
    }
  }

  /** Longer than sessions of challenges live, so that theirs is the error for one too late. */
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final Accounts accounts;
  private final Expiring<Asked> pages;

  ChallengePages(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    pages = new Expiring<>(clock, LIFE);
  }

  /** Keeps a challenge, and returns the id by which its page names it. */
  String ask(OAuthClient client, String username, JsonObject answer) {
    String challenge = answer.getString("ChallengeName");
    String session = answer.getString("Session");
    JsonObject parameters = answer.getJsonObject("ChallengeParameters");
    if (challenge.equals("MFA_SETUP")
        && parameters.getString("MFAS_CAN_SETUP", "").contains("SOFTWARE_TOKEN_MFA")) {
      JsonObject associated = accounts.associate(session);
      session = associated.getString("Session");
      parameters = parameters.copy().put("SecretCode", associated.getString("SecretCode"));
    }
    String id = UUID.randomUUID().toString();
    pages.put(id, new Asked(client.id(), username, challenge, session, parameters));
    return id;
  }

  /** Returns the challenge of a page. */
  Asked find(OAuthClient client, @Nullable String id) {
    Asked asked = pages.get(id);
    if (asked == null || !asked.clientId().equals(client.id())) {
      throw new AwsError("NotAuthorizedException", "Your session has expired. Sign in again.");
    }
    return asked;
  }

  /**
   * Sends the answer of a page.
   *
   * @return the next step of the log-in
   */
  JsonObject answer(OAuthClient client, Asked asked, Form form) {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("USERNAME", asked.username());
    String session = asked.session();
    switch (asked.challenge()) {
      case "NEW_PASSWORD_REQUIRED" -> newPassword(answers, asked, form);
      case "SELECT_MFA_TYPE" -> answers.put("ANSWER", form.get("answer", ""));
      case "MFA_SETUP" -> {
        if (asked.parameters().containsKey("SecretCode")) {
          session = accounts.verify(session, form.get("code", "")).getString("Session");
        } else {
          answers.put("EMAIL", form.get("email", ""));
        }
      }
      default -> answers.put(asked.challenge() + "_CODE", form.get("code", ""));
    }
    JsonObject next = accounts.answer(client, asked.challenge(), session, answers);
    pages.remove(form.get("challenge"));
    return next;
  }

  private static void newPassword(Map<String, String> answers, Asked asked, Form form) {
    String password = form.get("new_password", "");
    if (!password.equals(form.get("confirm_password", ""))) {
      throw new AwsError("InvalidPasswordException", "The passwords do not match.");
    }
    answers.put("NEW_PASSWORD", password);
    asked.list("requiredAttributes").forEach(name -> answers.put(name, form.get(name, "")));
  }
}
