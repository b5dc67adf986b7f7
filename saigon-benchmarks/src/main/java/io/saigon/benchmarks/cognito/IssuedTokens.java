package io.saigon.benchmarks.cognito;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** A user pool that publishes its key and issues an access token of the usual size. */
final class IssuedTokens {
  static final String POOL = "eu-west-1_AbCdEf123";
  static final String CLIENT = "1example23456789";
  static final String ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/" + POOL;

  private final Vertx vertx = Vertx.vertx();
  private final RSAKey key;
  private final Saigon saigon;

  IssuedTokens() {
    try {
      key = new RSAKeyGenerator(2048).keyID("key-1").algorithm(JWSAlgorithm.RS256).generate();
    } catch (JOSEException e) {
      throw new CompletionException(e);
    }
    String document = new JWKSet(key).toString(true);
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end(document))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    saigon =
        Saigon.create(
            vertx,
            SaigonOptions.defaults()
                .withRegion("eu-west-1")
                .withEndpoint(URI.create("http://127.0.0.1:" + server.actualPort()))
                .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET"))));
  }

  Vertx vertx() {
    return vertx;
  }

  Saigon saigon() {
    return saigon;
  }

  RSAKey key() {
    return key;
  }

  String access() {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(UUID.randomUUID().toString())
            .issuer(ISSUER)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(36_000)))
            .jwtID(UUID.randomUUID().toString())
            .claim("origin_jti", UUID.randomUUID().toString())
            .claim("event_id", UUID.randomUUID().toString())
            .claim("token_use", "access")
            .claim("auth_time", now.getEpochSecond())
            .claim("client_id", CLIENT)
            .claim("username", "ann@example.com")
            .claim("cognito:groups", List.of("staff", "admins"))
            .claim("scope", "aws.cognito.signin.user.admin orders/read")
            .build();
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new CompletionException(e);
    }
  }

  void close() {
    // One after the other: a Future of the second would end on an event loop that it ends.
    saigon.close().await();
    vertx.close().await();
  }
}
