package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoTokens;
import org.jspecify.annotations.Nullable;

/** The state that a session starts from, or is saved with. */
public record SessionState(String username, CognitoTokens tokens, @Nullable String identityId) {
  SessionState withTokens(CognitoTokens renewed) {
    return new SessionState(username, renewed, identityId);
  }

  @Override
  public String toString() {
    return "SessionState[username=" + username + "]";
  }
}
