package io.saigon.testkit.internal.oauth;

import java.util.LinkedHashMap;
import java.util.Map;

/** An error of a browser's request that must not be sent to the app client, but to its user. */
final class PageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String clientId;

  PageError(String code, String clientId) {
    super(code, null, false, false);
    this.code = code;
    this.clientId = clientId;
  }

  /** Returns the redirection to the page of the error. */
  Reply reply(Site site) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("error", code);
    if (!clientId.isEmpty()) {
      query.put("client_id", clientId);
    }
    return Reply.redirect(site.url("/error") + "?" + Form.encoded(query));
  }
}
