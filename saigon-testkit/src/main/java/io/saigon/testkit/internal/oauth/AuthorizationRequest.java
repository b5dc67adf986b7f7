package io.saigon.testkit.internal.oauth;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request of an app client to log a user in; its client and redirect URI are valid.
 *
 * @param query all parameters
 */
record AuthorizationRequest(OAuthClient client, String redirectUri, Form query) {
  /**
   * Reads a request.
   *
   * @throws PageError if the client is unknown, or the redirect URI is not one of its own
   */
  static AuthorizationRequest of(Accounts accounts, String poolId, Form query) {
    String id = query.get("client_id", "");
    if (id.isEmpty()) {
      throw new PageError("invalid_request", "");
    }
    OAuthClient client =
        accounts.client(poolId, id).orElseThrow(() -> new PageError("invalid_client", id));
    String uri = query.get("redirect_uri");
    if (uri == null) {
      uri = client.settings().defaultRedirect();
    }
    if (uri == null) {
      throw new PageError("invalid_request", id);
    }
    if (!client.settings().callbacks().contains(uri)) {
      throw new PageError("redirect_mismatch", id);
    }
    return new AuthorizationRequest(client, uri, query);
  }

  /**
   * Checks all other parameters.
   *
   * @throws OAuthError if one breaks a rule, for the app client
   */
  void check() {
    String type = query.get("response_type", "");
    String flow =
        switch (type) {
          case "code" -> OAuthSettings.CODE;
          case "token" -> OAuthSettings.IMPLICIT;
          default -> throw new OAuthError("invalid_request");
        };
    if (!client.settings().allows(flow)) {
      throw new OAuthError("unauthorized_client");
    }
    if (!query.get("identity_provider", "COGNITO").equals("COGNITO")
        || query.get("idp_identifier") != null
        || !List.of("none", "login", "select_account", "consent", "")
            .contains(query.get("prompt", ""))) {
      throw new OAuthError("invalid_request");
    }
    Pkce.checkChallenge(query.get("code_challenge"), query.get("code_challenge_method"));
    checkScopes();
  }

  private void checkScopes() {
    Set<String> requested = Scopes.parsed(query.get("scope", ""));
    boolean needsOpenId =
        requested.contains(Scopes.EMAIL)
            || requested.contains(Scopes.PHONE)
            || requested.contains(Scopes.PROFILE);
    if (!client.settings().scopes().containsAll(requested)
        || (needsOpenId && !requested.contains(Scopes.OPENID))) {
      throw new OAuthError("invalid_request", "invalid_scope");
    }
  }

  /** Returns the requested scopes; without any, all of the client. */
  Set<String> scopes() {
    Set<String> requested = Scopes.parsed(query.get("scope", ""));
    return requested.isEmpty() ? new LinkedHashSet<>(client.settings().scopes()) : requested;
  }

  boolean isForCode() {
    return !query.get("response_type", "").equals("token");
  }

  boolean prompts(String prompt) {
    return query.get("prompt", "").equals(prompt);
  }

  @Nullable String codeChallenge() {
    return query.get("code_challenge");
  }

  /** Returns the redirection of an error to the app client. */
  Reply refused(OAuthError error) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (error.description() != null) {
      parameters.put("error_description", error.description());
    }
    putState(parameters);
    parameters.put("error", error.code());
    return redirect(parameters);
  }

  /** Returns the redirection of a result to the app client, with the state. */
  Reply granted(Map<String, String> result) {
    Map<String, String> parameters = new LinkedHashMap<>(result);
    putState(parameters);
    return redirect(parameters);
  }

  private void putState(Map<String, String> parameters) {
    String state = query.get("state");
    if (state != null) {
      parameters.put("state", state);
    }
  }

  /** Codes are in the query; tokens are in the fragment, which browsers send to no server. */
  private Reply redirect(Map<String, String> parameters) {
    String separator = isForCode() ? redirectUri.contains("?") ? "&" : "?" : "#";
    return Reply.redirect(redirectUri + separator + Form.encoded(parameters));
  }
}
