package io.saigon.aws.credentials;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.ServiceException;
import io.saigon.aws.credentials.ServiceEndpoints.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A role of IAM Identity Center, by the token that {@code aws sso login} has cached. The token of
 * an {@code sso-session} is renewed ahead of its expiry and written back.
 */
final class SsoCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(SsoCredentials.class);
  private static final String SERVICE = "sso";
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Vertx vertx;
  private final HttpCalls http;
  private final Settings settings;
  private final ServiceEndpoints endpoints;
  private final Clock clock;

  SsoCredentials(
      Vertx vertx, HttpCalls http, Settings settings, ServiceEndpoints endpoints, Clock clock) {
    this.vertx = vertx;
    this.http = http;
    this.settings = settings;
    this.endpoints = endpoints;
    this.clock = clock;
  }

  /**
   * Loads credentials of the profile's account and role.
   *
   * @return the credentials; fails with {@link ConfigurationException} if a log-in is required
   */
  Future<AwsCredentialsIdentity> load(ProfileChain.Sso sso, Profiles profiles) {
    String account = sso.accountId();
    String role = sso.roleName();
    if (account == null || role == null) {
      throw ProfileChain.invalid(
          sso.profile().name(),
          "it gives an access token and no credentials; add sso_account_id and sso_role_name");
    }
    return token(sso, profiles)
        .compose(
            token ->
                http.get(
                    SERVICE,
                    request(sso, profiles, account, role, String.valueOf(token.accessToken())),
                    HttpCalls.Bounds.SERVICE))
        .map(answer -> credentials(answer, sso, account));
  }

  private SdkHttpRequest request(
      ProfileChain.Sso sso, Profiles profiles, String account, String role, String token) {
    return HttpUrls.request(
        SdkHttpMethod.GET,
        endpoints.of(Service.SSO, sso.region(), profiles),
        "/federation/credentials",
        head ->
            head.putRawQueryParameter("role_name", role)
                .putRawQueryParameter("account_id", account)
                .putHeader("x-amz-sso_bearer_token", token));
  }

  private static AwsCredentialsIdentity credentials(
      HttpAnswer answer, ProfileChain.Sso sso, String account) {
    if (answer.status() == 401) {
      throw login(sso, "the SSO token is not accepted any more");
    }
    if (!answer.isOk()) {
      throw new ServiceException(
          "sso answered HTTP "
              + answer.status()
              + " for profile "
              + sso.profile().name()
              + ". Check sso_account_id and sso_role_name, and try again later.",
          null,
          null);
    }
    if (!(answer.json().getValue("roleCredentials") instanceof JsonObject found)) {
      throw answer.unreadable();
    }
    return Keys.of(
        SERVICE,
        JsonKeys.text(found, "accessKeyId"),
        JsonKeys.text(found, "secretAccessKey"),
        JsonKeys.text(found, "sessionToken"),
        account,
        found.getValue("expiration") instanceof Number end
            ? Instant.ofEpochMilli(end.longValue())
            : null);
  }

  private Future<SsoToken> token(ProfileChain.Sso sso, Profiles profiles) {
    Path file = SsoToken.file(settings.home(), sso);
    return LocalFiles.read(vertx, file, "The cached SSO token of profile " + sso.profile().name())
        .recover(
            failure -> Future.failedFuture(login(sso, "there is no cached SSO token at " + file)))
        .compose(
            text -> {
              SsoToken token = parse(text, sso);
              Instant now = clock.instant();
              if (token.validAt(now.plus(AHEAD))) {
                return Future.succeededFuture(token);
              }
              boolean valid = token.validAt(now);
              if (sso.session() != null && token.renewableAt(now)) {
                return renew(token, sso, profiles, file)
                    .recover(
                        failure ->
                            valid ? Future.succeededFuture(token) : Future.failedFuture(failure));
              }
              return valid
                  ? Future.succeededFuture(token)
                  : Future.failedFuture(login(sso, "the SSO token has expired"));
            });
  }

  private static SsoToken parse(String text, ProfileChain.Sso sso) {
    try {
      return new SsoToken(new JsonObject(text));
    } catch (DecodeException | ClassCastException e) {
      // Without the cause, whose message quotes the token.
      throw login(sso, "the cached SSO token cannot be read");
    }
  }

  private Future<SsoToken> renew(
      SsoToken token, ProfileChain.Sso sso, Profiles profiles, Path file) {
    SdkHttpRequest request =
        HttpUrls.request(
            SdkHttpMethod.POST,
            endpoints.of(Service.SSO_OIDC, sso.region(), profiles),
            "/token",
            head -> head.putHeader("Content-Type", "application/json"));
    byte[] body = token.renewal().encode().getBytes(StandardCharsets.UTF_8);
    return http.send("sso-oidc", request, body, HttpCalls.Bounds.SERVICE, answer -> false)
        .compose(
            answer -> {
              if (!answer.isOk()) {
                return Future.failedFuture(
                    login(sso, "the SSO token was not renewed (HTTP " + answer.status() + ")"));
              }
              SsoToken next = token.renewed(answer.json(), clock.instant());
              if (next.accessToken() == null) {
                return Future.failedFuture(answer.unreadable());
              }
              return LocalFiles.replace(vertx, file, next.encode())
                  .otherwise(
                      failure -> {
                        LOG.warn("The renewed SSO token could not be written to {}", file);
                        return null;
                      })
                  .map(next);
            });
  }

  private static ConfigurationException login(ProfileChain.Sso sso, String reason) {
    String profile = sso.profile().name();
    return new ConfigurationException(
        "Profile " + profile + ": " + reason + "; run aws sso login --profile " + profile,
        List.of(),
        null);
  }
}
