package io.saigon.cognito.web;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.testkit.LocalAppClient;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.HttpException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refusals of a router without failure handlers, as they reach the log. */
class RefusalLogIT {
  private static final Map.Entry<String, String> BEARER =
      Map.entry("Authorization", "Bearer a.b.c");
  private static final Map.Entry<String, String> CALLER =
      Map.entry("X-Cognito-AuthProvider", "canary");

  private final List<LogRecord> severe = Collections.synchronizedList(new ArrayList<>());
  private final Logger logger = Logger.getLogger("");
  private final Handler capturing =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
            severe.add(entry);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final Service service = new Service();
  private final Router router = Router.router(service.vertx);
  private final HttpServer server =
      await(service.vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));

  @BeforeEach
  void start() {
    logger.addHandler(capturing);
    router
        .route("/tokens")
        .handler(CognitoAuthHandler.create(service.saigon.cognitoVerifier(service.config())));
    router
        .route("/callers")
        .handler(GatewayAuthHandler.create(service.aws.userPool().clientConfig().userPoolId()));
  }

  @AfterEach
  void stop() {
    logger.removeHandler(capturing);
    service.close();
  }

  @Test
  void anErrorHandlerThatDoesNothingAnswersRefusalsWithoutALogLine() {
    router.errorHandler(401, context -> {});
    assertThat(status("/tokens")).isEqualTo(401);
    assertThat(status("/tokens", BEARER)).isEqualTo(401);
    assertThat(status("/callers")).isEqualTo(401);
    assertThat(status("/callers", CALLER)).isEqualTo(401);
    assertThat(severe).isEmpty();
  }

  @Test
  void aFailureHandlerGetsATypedCauseAndNothingIsLogged() {
    AtomicReference<Throwable> cause = new AtomicReference<>();
    router
        .route()
        .last()
        .failureHandler(
            context -> {
              cause.set(context.failure().getCause());
              context.response().setStatusCode(context.statusCode()).end();
            });
    assertThat(status("/tokens")).isEqualTo(401);
    assertThat(cause.get()).isInstanceOf(AuthenticationException.class);
    assertThat(status("/callers", CALLER)).isEqualTo(401);
    assertThat(cause.get()).isInstanceOf(AuthenticationException.class);
    assertThat(severe).isEmpty();
  }

  @Test
  void vertxLogsRefusalsWithoutAStackTrace() {
    status("/tokens", BEARER);
    status("/callers", CALLER);
    assertNoStacks(2);
  }

  @Test
  void vertxLogsRefusalsOfBrowsersWithoutAStackTraceToo() {
    URI app = URI.create("http://127.0.0.1:" + server.actualPort());
    LocalAppClient client =
        service.aws.userPool().createWebClient(app + "/login/callback", app + "/");
    ManagedLoginConfig config =
        ManagedLoginConfig.of(
                service.aws.userPool().clientConfig().userPoolId(),
                new UserPoolDomain(service.aws.userPool().domainUrl()),
                client.id())
            .withClientSecret(client.secret());
    CognitoLogin login =
        CognitoLogin.create(
            service.saigon.managedLogin(config),
            LoginOptions.of(app, SessionKeys.of(Buffer.buffer("k".repeat(32)))));
    login.mount(router);
    router.route("/page").handler(login.handler());

    assertThat(status("/login?return_to=//other.example")).isEqualTo(400);
    assertThat(status("/login/callback?state=none&code=none")).isEqualTo(400);
    assertThat(status("/page")).isEqualTo(401);
    assertNoStacks(3);
  }

  private void assertNoStacks(int refusals) {
    assertThat(severe).hasSize(refusals);
    for (LogRecord entry : severe) {
      assertThat(entry.getThrown()).isInstanceOf(HttpException.class);
      assertThat(entry.getThrown().getStackTrace()).isEmpty();
      assertThat(entry.getThrown().getCause().getStackTrace()).isEmpty();
      assertThat(entry.getThrown().getCause()).hasNoCause().hasMessageNotContaining("canary");
    }
  }

  @SafeVarargs
  private int status(String path, Map.Entry<String, String>... headers) {
    URI url = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    return service.send(HttpMethod.GET, url, Buffer.buffer(), List.of(headers)).status();
  }
}
