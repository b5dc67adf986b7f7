package io.saigon.benchmarks.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Log-in, credentials and a signed GET by nothing but Vert.x and the JDK. */
final class StartupBare {
  private static final String IDP = "AWSCognitoIdentityProviderService.";
  private static final String IDENTITY = "AWSCognitoIdentityService.";

  private final HttpClient client;
  private final String region = StartupContender.required("AWS_REGION");

  StartupBare(Vertx vertx) {
    client = vertx.createHttpClient();
  }

  Future<String> answer() {
    JsonObject login =
        new JsonObject()
            .put("AuthFlow", "USER_PASSWORD_AUTH")
            .put("ClientId", StartupContender.required("COGNITO_CLIENT_ID"))
            .put(
                "AuthParameters",
                new JsonObject().put("USERNAME", "ann").put("PASSWORD", Startup.PASSWORD));
    return aws(IDP + "InitiateAuth", login)
        .compose(
            tokens -> {
              String pool = StartupContender.required("COGNITO_USER_POOL_ID");
              JsonObject logins =
                  new JsonObject()
                      .put(
                          "cognito-idp." + region + ".amazonaws.com/" + pool,
                          tokens.getJsonObject("AuthenticationResult").getString("IdToken"));
              return credentials(logins);
            })
        .compose(this::get);
  }

  private Future<JsonObject> credentials(JsonObject logins) {
    JsonObject id =
        new JsonObject()
            .put("IdentityPoolId", StartupContender.required("COGNITO_IDENTITY_POOL_ID"))
            .put("Logins", logins);
    return aws(IDENTITY + "GetId", id)
        .compose(
            identity ->
                aws(
                    IDENTITY + "GetCredentialsForIdentity",
                    new JsonObject()
                        .put("IdentityId", identity.getString("IdentityId"))
                        .put("Logins", logins)))
        .map(answer -> answer.getJsonObject("Credentials"));
  }

  private Future<JsonObject> aws(String target, JsonObject body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(StartupContender.required("AWS_ENDPOINT_URL"))
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", target);
    return client
        .request(options)
        .compose(request -> request.send(body.toBuffer()))
        .compose(HttpClientResponse::body)
        .map(Buffer::toJsonObject);
  }

  private Future<String> get(JsonObject credentials) {
    URI uri = URI.create(StartupContender.required("API_GATEWAY_URL") + "/orders/42");
    String time =
        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());
    String token = credentials.getString("SessionToken");
    RequestOptions options =
        new RequestOptions()
            .setAbsoluteURI(uri.toString())
            .putHeader("X-Amz-Date", time)
            .putHeader("X-Amz-Security-Token", token)
            .putHeader("Authorization", authorization(uri, time, token, credentials));
    return client
        .request(options)
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .map(Buffer::toString);
  }

  private String authorization(URI uri, String time, String token, JsonObject credentials) {
    String names = "host;x-amz-date;x-amz-security-token";
    String canonical =
        String.join(
            "\n",
            "GET",
            uri.getRawPath(),
            "",
            "host:" + uri.getRawAuthority(),
            "x-amz-date:" + time,
            "x-amz-security-token:" + token,
            "",
            names,
            sha256(""));
    String scope = time.substring(0, 8) + "/" + region + "/execute-api/aws4_request";
    byte[] key = ("AWS4" + credentials.getString("SecretKey")).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical);
    return "AWS4-HMAC-SHA256 Credential="
        + credentials.getString("AccessKeyId")
        + "/"
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
