package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.FaultyAnswer;
import io.saigon.testkit.internal.wire.Guarded;
import io.saigon.testkit.internal.wire.RestFront;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the domains of user pools. */
public final class OAuthFront implements RestFront {
  /** Target of faults. */
  public static final String SERVICE = "oauth2";

  private static final Logger LOG = LoggerFactory.getLogger(OAuthFront.class);

  private final Vertx vertx;
  private final Answers answers;
  private final Faults faults;
  private final Domains domains;
  private final Accounts accounts;
  private final TokenEndpoint tokens;
  private final RevocationEndpoint revocation;
  private final UserInfoEndpoint userInfo;
  private final LoginEndpoint logins;
  private final LogoutEndpoint logouts;

  public OAuthFront(
      Vertx vertx,
      Answers answers,
      Faults faults,
      Clock clock,
      Domains domains,
      Accounts accounts) {
    this.vertx = vertx;
    this.answers = answers;
    this.faults = faults;
    this.domains = domains;
    this.accounts = accounts;
    ClientAuthentication authentication = new ClientAuthentication(accounts);
    Authorizations authorizations = new Authorizations(accounts, clock);
    tokens = new TokenEndpoint(accounts, authentication, authorizations);
    revocation = new RevocationEndpoint(accounts, authentication);
    userInfo = new UserInfoEndpoint(accounts);
    logins = new LoginEndpoint(accounts, clock, authorizations);
    logouts = new LogoutEndpoint(accounts, authorizations);
  }

  /** Returns the names of all endpoints. */
  public static Set<String> names() {
    return Endpoint.targets();
  }

  @Override
  public boolean accepts(HttpServerRequest request) {
    return domains.accepts(request);
  }

  @Override
  public void handle(HttpServerRequest request, Buffer body) {
    Site site = domains.site(request);
    Endpoint endpoint = site == null ? null : Endpoint.at(site.path()).orElse(null);
    if (site == null || endpoint == null) {
      end(request, Reply.of(404), false);
      return;
    }
    if (request.method().equals(HttpMethod.OPTIONS) && endpoint.isForScripts()) {
      end(request, preflight(endpoint), false);
      return;
    }
    if (!endpoint.takes(request.method().name())) {
      end(request, allowed(Reply.of(405).header("Allow", endpoint.methods()), endpoint), false);
      return;
    }
    answers.count(request, SERVICE, endpoint.target());
    Optional<Fault> fault = faults.take(SERVICE, endpoint.target());
    boolean truncated = fault.filter(Fault.Truncation.class::isInstance).isPresent();
    FaultyAnswer.run(
        vertx,
        request,
        fault,
        new AwsError(429, "too_many_requests", ""),
        () ->
            vertx
                .executeBlocking(() -> answer(site, endpoint, request, body.toString()), false)
                .onSuccess(
                    reply ->
                        Guarded.run(
                            request,
                            error -> end(request, failed(), false),
                            () -> end(request, allowed(reply, endpoint), truncated)))
                .onFailure(e -> fail(request, e)),
        error ->
            end(request, Reply.error(new OAuthError(error.status(), error.code(), null)), false));
  }

  private Reply answer(Site site, Endpoint endpoint, HttpServerRequest request, String body) {
    String authorization = request.getHeader("Authorization");
    try {
      return accounts.exclusively(
          () ->
              switch (endpoint) {
                case TOKEN -> Reply.json(200, tokens.answer(site, authorization, Form.of(body)));
                case REVOKE -> revocation.answer(site, authorization, Form.of(body));
                case USER_INFO -> userInfo.answer(site, authorization);
                case AUTHORIZE -> logins.authorize(BrowserRequest.of(site, request, body));
                case LOGIN -> logins.login(BrowserRequest.of(site, request, body));
                case LOGOUT -> logouts.logout(BrowserRequest.of(site, request, body));
                case ERROR ->
                    Reply.html(400, Pages.error(Form.of(request.query()).get("error", "")));
              });
    } catch (PageError e) {
      return e.reply(site);
    } catch (OAuthError e) {
      return endpoint.isForScripts() ? Reply.error(e) : new PageError(e.code(), "").reply(site);
    }
  }

  private static Reply preflight(Endpoint endpoint) {
    return allowed(Reply.of(200), endpoint)
        .header("Access-Control-Allow-Methods", endpoint.methods())
        .header("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Requested-With");
  }

  private static Reply allowed(Reply reply, Endpoint endpoint) {
    return endpoint.isForScripts() ? reply.header("Access-Control-Allow-Origin", "*") : reply;
  }

  private void fail(HttpServerRequest request, Throwable failure) {
    LOG.warn("The local AWS failed to answer a request", failure);
    end(request, failed(), false);
  }

  private static Reply failed() {
    return Reply.error(new OAuthError(500, "server_error", null));
  }

  private void end(HttpServerRequest request, Reply reply, boolean truncated) {
    HttpServerResponse response = answers.date(request).setStatusCode(reply.status());
    response.headers().addAll(reply.headers());
    response
        .putHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
        .putHeader("Pragma", "no-cache")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "same-origin");
    FaultyAnswer.end(request, Buffer.buffer(reply.body()), truncated);
  }
}
