package io.saigon.cognito;

import static io.saigon.cognito.LocalCognito.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.saigon.api.AwsCredentials;
import io.saigon.api.CredentialsProvider;
import io.saigon.api.Saigon;
import io.saigon.api.SaigonOptions;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes keys of user pools whose tokens a test makes itself, with a peer's library. */
final class KeyServer implements AutoCloseable {
  static final String POOL = "eu-west-1_Ours1";
  static final String OTHER_POOL = "us-east-1_Other1";
  static final String USER = "01234567-89ab-cdef-0123-456789abcdef";
  static final RSAKey KEY = key("key-1", 2048);

  final Vertx vertx = Vertx.vertx();
  final MovedClock clock = new MovedClock();
  final AtomicInteger asked = new AtomicInteger();
  private final Map<String, Handler<HttpServerRequest>> answers = new ConcurrentHashMap<>();
  private final HttpServer server =
      await(vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
  private final Saigon saigon =
      Saigon.create(
          vertx,
          SaigonOptions.defaults()
              .withEndpoint(URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
              .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET"))));
  private final Services services = new Services(saigon.context(), clock);

  KeyServer() {
    publishes(POOL, KEY);
  }

  CognitoClient client() {
    return services.client(
        CognitoClientConfig.of(POOL, "client1", "eu-west-1:01234567-89ab-cdef-0123-456789abcdef")
            .withRegion("eu-west-1"));
  }

  CognitoVerifier verifier(CognitoVerifierConfig config) {
    return services.verifier(config);
  }

  void publishes(String pool, RSAKey... keys) {
    says(pool, new JWKSet(List.of(keys)).toString(true));
  }

  void says(String pool, String document) {
    answers(pool, request -> request.response().end(document));
  }

  void answers(String pool, Handler<HttpServerRequest> handler) {
    answers.put("/" + pool + "/.well-known/jwks.json", handler);
  }

  private void handle(HttpServerRequest request) {
    asked.incrementAndGet();
    answers
        .getOrDefault(request.path(), r -> r.response().setStatusCode(404).end())
        .handle(request);
  }

  static RSAKey key(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** Claims of an access token of an hour. */
  static JWTClaimsSet.Builder access(String pool) {
    return claims(pool)
        .claim("token_use", "access")
        .claim("client_id", "client1")
        .claim("username", "ann")
        .claim("cognito:groups", List.of("staff", "admins"))
        .claim("scope", "orders/read orders/write");
  }

  static JWTClaimsSet.Builder id(String pool) {
    return claims(pool)
        .claim("token_use", "id")
        .audience("client1")
        .claim("cognito:username", "ann")
        .claim("email", "ann@example.com");
  }

  private static JWTClaimsSet.Builder claims(String pool) {
    String region = pool.substring(0, pool.indexOf('_'));
    return new JWTClaimsSet.Builder()
        .subject(USER)
        .issuer("https://cognito-idp." + region + ".amazonaws.com/" + pool)
        .issueTime(Date.from(MovedClock.START))
        .expirationTime(Date.from(MovedClock.START.plus(Duration.ofHours(1))));
  }

  static String token(JWTClaimsSet.Builder claims) {
    return token(KEY, claims);
  }

  static String token(RSAKey key, JWTClaimsSet.Builder claims) {
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
        signer(key),
        claims);
  }

  static JWSSigner signer(RSAKey key) {
    try {
      return new RSASSASigner(key.toPrivateKey(), true);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT token = new SignedJWT(header, claims.build());
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(saigon.close());
    await(vertx.close());
  }
}
