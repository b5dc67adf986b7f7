package io.saigon.cognito.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.cognito.web.Service.Answer;
import io.saigon.testkit.LocalOpenIdProvider;
import io.vertx.ext.auth.authorization.PermissionBasedAuthorization;
import io.vertx.ext.web.handler.AuthorizationHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes for tokens of an issuer that is no user pool. */
class JwtAuthHandlerIT {
  private static final String ARN =
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef";
  @TempDir static Path directory;
  private static Service service;
  private static LocalOpenIdProvider provider;

  @BeforeAll
  static void start() throws IOException {
    service = new Service();
    provider = service.aws.sts().createOpenIdProvider("https://oidc.example.com", Set.of("orders"));
    Path keys = Files.writeString(directory.resolve("keys.json"), provider.jwks().encode());
    service
        .router
        .route("/jobs/*")
        .handler(
            JwtAuthHandler.create(
                service.saigon.jwtVerifier(
                    JwtVerifierConfig.of(provider.issuer(), "orders").withKeys(keys.toUri()))));
    service
        .router
        .route("/jobs/write")
        .handler(AuthorizationHandler.create(PermissionBasedAuthorization.create("write")));
    service
        .router
        .route("/jobs/*")
        .handler(context -> context.end(JwtAuthHandler.token(context).subject()));
    service
        .router
        .route("/balanced")
        .handler(
            JwtAuthHandler.behindLoadBalancer(
                service.saigon.jwtVerifier(
                    AlbVerifierConfig.of("https://oidc.example.com", "client1", ARN))))
        .handler(context -> context.end("balanced"));
    service
        .router
        .route("/open")
        .handler(context -> context.end(JwtAuthHandler.token(context).subject()));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Map.Entry<String, String> bearer(String scope) {
    return Map.entry(
        "Authorization",
        "Bearer "
            + provider.token("job-1", "orders", Duration.ofMinutes(5), Map.of("scope", scope)));
  }

  @Test
  void aBearerTokenOfTheIssuerIsTakenAndItsScopesArePermissions() {
    assertThat(service.get("/jobs/1", bearer("read"))).isEqualTo(new Answer(200, null, "job-1"));
    assertThat(service.get("/jobs/write", bearer("read write")).status()).isEqualTo(200);
    assertThat(service.get("/jobs/write", bearer("read")).status()).isEqualTo(403);
  }

  @Test
  void otherRequestsAreRefused() {
    assertThat(service.get("/jobs/1")).isEqualTo(new Answer(401, "Bearer", "Unauthorized"));
    assertThat(service.get("/jobs/1", Map.entry("Authorization", "Bearer a.b.c")))
        .isEqualTo(new Answer(401, "Bearer error=\"invalid_token\"", "Unauthorized"));
    assertThat(service.failure.get()).cause().isInstanceOf(AuthenticationException.class);
    assertThat(service.get("/jobs/1", bearer("read"), bearer("read")).status()).isEqualTo(400);
    assertThat(service.get("/open", bearer("read")).status()).isEqualTo(500);
    assertThatNullPointerException().isThrownBy(() -> JwtAuthHandler.create(null));
  }

  @Test
  void behindALoadBalancerItsHeaderAloneCounts() {
    assertThat(service.get("/balanced", bearer("read")).status()).isEqualTo(401);
    String own = bearer("read").getValue().substring("Bearer ".length());
    assertThat(service.get("/balanced", Map.entry("x-amzn-oidc-data", own)).status())
        .isEqualTo(401);
    assertThat(service.failure.get())
        .cause()
        .hasMessageContaining("load balancer")
        .hasMessageNotContaining(own);
  }
}
