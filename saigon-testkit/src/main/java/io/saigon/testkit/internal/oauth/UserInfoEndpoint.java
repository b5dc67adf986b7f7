package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.AwsError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The endpoint {@code /oauth2/userInfo}: the attributes of the user of an access token. */
final class UserInfoEndpoint {
  private final Accounts accounts;

  UserInfoEndpoint(Accounts accounts) {
    this.accounts = accounts;
  }

  Reply answer(Site site, @Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      return refused(400, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint");
    }
    try {
      return Reply.json(200, accounts.userInfo(site.poolId(), authorization.substring(7).trim()));
    } catch (OAuthError e) {
      return refused(401, e.code(), String.valueOf(e.description()));
    } catch (AwsError e) {
      return refused(
          401,
          "invalid_token",
          "Access token is expired, disabled, or deleted, or the user has globally signed out.");
    }
  }

  private static Reply refused(int status, String error, String description) {
    return Reply.json(status, new OAuthError(error, description).toJson())
        .header(
            "WWW-Authenticate",
            "error=\"" + error + "\", error_description=\"" + description + "\"");
  }
}
