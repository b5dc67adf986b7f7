package io.saigon.cognito.web;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * Settings of {@link CognitoLogin}.
 *
 * @param baseUrl origin of the application as browsers see it, such as {@code
 *     https://app.example.com}; never taken from a request
 * @param keys keys of the session
 * @param loginPath path that begins a log-in
 * @param callbackPath path that the browser comes back to; with {@code baseUrl} one of the app
 *     client's callback URLs
 * @param logoutPath path that ends a session, by POST
 * @param loggedOutPath path that the browser sees after a log-out; with {@code baseUrl} one of the
 *     app client's sign-out URLs
 * @param maxAge longest time of a session, after which the user logs in again
 * @param inSessionStore whether sessions are kept in the store of Vert.x Web's session handler, and
 *     not in cookies
 * @param endsProviderSession whether a log-out ends the browser's session at the user pool's
 *     domain, too; otherwise the next log-in may need no password
 */
public record LoginOptions(
    URI baseUrl,
    SessionKeys keys,
    String loginPath,
    String callbackPath,
    String logoutPath,
    String loggedOutPath,
    Duration maxAge,
    boolean inSessionStore,
    boolean endsProviderSession) {
  private static final Duration MAX_AGE = Duration.ofHours(12);

  /**
   * Creates options.
   *
   * @param baseUrl origin of the application as browsers see it
   * @param keys keys of the session
   * @param loginPath path that begins a log-in
   * @param callbackPath path that the browser comes back to
   * @param logoutPath path that ends a session
   * @param loggedOutPath path that the browser sees after a log-out
   * @param maxAge longest time of a session; more than zero
   * @param inSessionStore whether sessions are kept in the store of Vert.x Web's session handler
   * @param endsProviderSession whether a log-out ends the session at the user pool's domain, too
   * @throws IllegalArgumentException if the URL is no https origin (or http of localhost), a path
   *     is none, or the age is not positive
   */
  public LoginOptions {
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(loginPath, "loginPath");
    Objects.requireNonNull(callbackPath, "callbackPath");
    Objects.requireNonNull(logoutPath, "logoutPath");
    Objects.requireNonNull(loggedOutPath, "loggedOutPath");
    Objects.requireNonNull(maxAge, "maxAge");
    baseUrl = origin(Objects.requireNonNull(baseUrl, "baseUrl"));
    checkPath("loginPath", loginPath);
    checkPath("callbackPath", callbackPath);
    checkPath("logoutPath", logoutPath);
    checkPath("loggedOutPath", loggedOutPath);
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("maxAge must be more than zero");
    }
  }

  /**
   * Creates options with the paths {@code /login}, {@code /login/callback}, {@code /logout} and
   * {@code /}, sessions of 12 hours in cookies, and log-outs that end the session at the user
   * pool's domain, too.
   *
   * @param baseUrl origin of the application as browsers see it, such as {@code
   *     https://app.example.com}
   * @param keys keys of the session
   * @return the options
   */
  public static LoginOptions of(URI baseUrl, SessionKeys keys) {
    return new LoginOptions(
        baseUrl, keys, "/login", "/login/callback", "/logout", "/", MAX_AGE, false, true);
  }

  /**
   * Returns these options with other paths.
   *
   * @param loginPath path that begins a log-in
   * @param callbackPath path that the browser comes back to
   * @param logoutPath path that ends a session, by POST
   * @param loggedOutPath path that the browser sees after a log-out
   * @return the new options
   */
  public LoginOptions withPaths(
      String loginPath, String callbackPath, String logoutPath, String loggedOutPath) {
    return new LoginOptions(
        baseUrl,
        keys,
        loginPath,
        callbackPath,
        logoutPath,
        loggedOutPath,
        maxAge,
        inSessionStore,
        endsProviderSession);
  }

  /**
   * Returns these options with another longest time of a session.
   *
   * @param maxAge time after which the user logs in again
   * @return the new options
   */
  public LoginOptions withMaxAge(Duration maxAge) {
    return new LoginOptions(
        baseUrl,
        keys,
        loginPath,
        callbackPath,
        logoutPath,
        loggedOutPath,
        maxAge,
        inSessionStore,
        endsProviderSession);
  }

  /**
   * Returns these options with sessions in the store of Vert.x Web's session handler, clustered or
   * not, encrypted. The session handler must come before the routes and the authentication.
   *
   * @return the new options
   */
  public LoginOptions withSessionStore() {
    return new LoginOptions(
        baseUrl,
        keys,
        loginPath,
        callbackPath,
        logoutPath,
        loggedOutPath,
        maxAge,
        true,
        endsProviderSession);
  }

  /**
   * Returns these options with log-outs of this application alone.
   *
   * @return the new options
   */
  public LoginOptions withLocalLogout() {
    return new LoginOptions(
        baseUrl,
        keys,
        loginPath,
        callbackPath,
        logoutPath,
        loggedOutPath,
        maxAge,
        inSessionStore,
        false);
  }

  URI url(String path) {
    return URI.create(baseUrl + path);
  }

  private static URI origin(URI url) {
    boolean isLocal = "localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost());
    boolean isSafe = "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && isLocal);
    boolean isOrigin =
        url.getHost() != null
            && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
            && url.getRawUserInfo() == null
            && url.getRawQuery() == null
            && url.getRawFragment() == null;
    if (!isSafe || !isOrigin) {
      throw new IllegalArgumentException(
          "baseUrl must be an https origin without a path, such as https://app.example.com; http is"
              + " for localhost alone");
    }
    return URI.create(url.getScheme() + "://" + url.getRawAuthority());
  }

  private static void checkPath(String name, String path) {
    if (!ReturnPath.isLocal(path) || path.contains("?") || path.contains("#")) {
      throw new IllegalArgumentException(name + " must be a path that begins with one slash");
    }
  }
}
