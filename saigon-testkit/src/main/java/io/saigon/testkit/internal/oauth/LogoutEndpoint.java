package io.saigon.testkit.internal.oauth;

/** The endpoint {@code /logout}: ends the session of a browser. */
final class LogoutEndpoint {
  private final Accounts accounts;
  private final Authorizations authorizations;

  LogoutEndpoint(Accounts accounts, Authorizations authorizations) {
    this.accounts = accounts;
    this.authorizations = authorizations;
  }

  Reply logout(BrowserRequest browser) {
    Form query = browser.query();
    String id = query.get("client_id", "");
    if (id.isEmpty()) {
      throw new PageError("invalid_request", "");
    }
    OAuthClient client =
        accounts
            .client(browser.site().poolId(), id)
            .orElseThrow(() -> new PageError("invalid_client", id));
    String logout = query.get("logout_uri");
    if (logout != null) {
      if (!client.settings().logouts().contains(logout)) {
        throw new PageError("redirect_mismatch", id);
      }
      return authorizations.loggedOut(browser, Reply.redirect(logout));
    }
    // The parameters of a log-in: another user is asked to log in.
    AuthorizationRequest.of(accounts, browser.site().poolId(), query);
    return authorizations.loggedOut(
        browser, Reply.redirect(browser.site().url("/login") + "?" + browser.rawQuery()));
  }
}
