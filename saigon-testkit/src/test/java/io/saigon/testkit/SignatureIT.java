package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signatures that the local AWS accepts and refuses, on the wire. */
@ExtendWith(LocalAwsExtension.class)
class SignatureIT {
  private static final String LIST = "secretsmanager.ListSecrets";
  private LocalAws aws;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
  }

  @Test
  void aSignedCallIsAnsweredWithARequestIdAndADate() {
    HttpResponse<String> response = call(Wire.admin(aws, "secretsmanager"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .hasValue("application/x-amz-json-1.1");
    assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
    assertThat(response.headers().firstValue("date")).isPresent();
  }

  @Test
  void aCallWithoutASignatureIsRefused() {
    HttpResponse<String> response = Wire.unsigned(aws, LIST, "{}");
    assertRefused(response, "MissingAuthenticationTokenException", "Missing Authentication Token");
  }

  @Test
  void anUnknownKeyIsRefused() {
    assertRefused(
        call(signing("AKIAAAAAAAAAAAAAAAAA", aws.secretAccessKey())),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
  }

  @Test
  void aWrongSecretIsRefused() {
    assertRefused(
        call(signing(aws.accessKeyId(), "wrong")),
        "InvalidSignatureException",
        "The request signature we calculated does not match");
  }

  @Test
  void aBodyThatWasChangedIsRefused() {
    SdkHttpRequest signed = signedList("{}");
    assertRefused(
        Wire.send(signed, "{\"MaxResults\":1}"),
        "InvalidSignatureException",
        "The request signature we calculated does not match");
  }

  @Test
  void aSignedHeaderThatWasChangedIsRefused() {
    assertRefused(
        Wire.send(signedList("{}"), "{}", Map.of("X-Amz-Target", "secretsmanager.CreateSecret")),
        "InvalidSignatureException",
        "The request signature we calculated does not match");
  }

  @Test
  void aSignatureForAnotherServiceIsRefused() {
    assertRefused(
        call(Wire.admin(aws, "ssm")),
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'secretsmanager'");
  }

  @Test
  void aSignatureForAnotherRegionIsRefused() {
    Wire.Signing admin = Wire.admin(aws, "secretsmanager");
    assertRefused(
        call(new Wire.Signing(admin.credentials(), "us-east-1", admin.service(), aws.clock())),
        "InvalidSignatureException",
        "Credential should be scoped to a valid region");
  }

  @Test
  void aSignatureMoreThanFiveMinutesOldIsRefused() {
    assertRefused(
        call(skewed(Duration.ofSeconds(-301))), "InvalidSignatureException", "Signature expired: ");
    assertThat(call(skewed(Duration.ofSeconds(-290))).statusCode()).isEqualTo(200);
  }

  @Test
  void aSignatureWithAFutureDateIsRefused() {
    assertRefused(
        call(skewed(Duration.ofSeconds(310))),
        "InvalidSignatureException",
        "Signature not yet current: ");
  }

  @Test
  void anAuthorizationHeaderOfAnotherFormIsRefused() {
    assertRefused(
        Wire.send(signedList("{}"), "{}", Map.of("Authorization", "AWS4-HMAC-SHA256 Credential=x")),
        "IncompleteSignatureException",
        "Authorization header requires 'SignedHeaders' parameter.");
  }

  @Test
  void temporaryKeysNeedTheirTokenAndExpire() {
    var keys = aws.temporaryCredentials(Duration.ofMinutes(10));
    assertThat(call(Wire.as(aws, "secretsmanager", keys)).statusCode()).isEqualTo(200);
    assertRefused(
        call(signing(keys.accessKeyId(), keys.secretAccessKey())),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
    var other = aws.temporaryCredentials(Duration.ofMinutes(10));
    assertRefused(
        call(
            Wire.as(
                aws,
                "secretsmanager",
                new io.saigon.api.credentials.AwsCredentials(
                    keys.accessKeyId(), keys.secretAccessKey(), other.sessionToken(), null))),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
    var ended = aws.temporaryCredentials(Duration.ofSeconds(-1));
    assertRefused(
        call(Wire.as(aws, "secretsmanager", ended)),
        "ExpiredTokenException",
        "The security token included in the request is expired");
  }

  @Test
  void anUnknownOperationHasAnErrorOfItsOwn() {
    HttpResponse<String> response =
        Wire.call(aws, Wire.admin(aws, "secretsmanager"), "secretsmanager.Nothing", "{}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(response.body()).getString("__type"))
        .isEqualTo("UnknownOperationException");
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() {
    HttpResponse<String> response =
        Wire.call(aws, Wire.admin(aws, "secretsmanager"), LIST, "{nonsense");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(response.body()).getString("__type"))
        .isEqualTo("SerializationException");
  }

  private Wire.Signing signing(String key, String secret) {
    return new Wire.Signing(
        AwsCredentialsIdentity.create(key, secret), aws.region(), "secretsmanager", aws.clock());
  }

  private Wire.Signing skewed(Duration by) {
    Wire.Signing admin = Wire.admin(aws, "secretsmanager");
    return new Wire.Signing(
        admin.credentials(), admin.region(), admin.service(), Clock.offset(Clock.systemUTC(), by));
  }

  private SdkHttpRequest signedList(String body) {
    return Wire.signed(
        Wire.admin(aws, "secretsmanager"),
        "POST",
        aws.endpoint().resolve("/"),
        Map.of("X-Amz-Target", LIST, "Content-Type", "application/x-amz-json-1.1"),
        body);
  }

  @Test
  void aSignatureInTheQueryIsAcceptedUntilItExpires() {
    Wire.Signing admin = Wire.admin(aws, "secretsmanager");
    assertThat(presigned(admin, "{}").statusCode()).isEqualTo(200);
    assertRefused(
        presigned(admin, "{\"MaxResults\":1}"), "InvalidSignatureException", "The request");
    assertRefused(
        presigned(skewed(Duration.ofMinutes(-2)), "{}"),
        "InvalidSignatureException",
        "Signature expired");
    assertRefused(
        presigned(skewed(Duration.ofMinutes(6)), "{}"),
        "InvalidSignatureException",
        "Signature not yet current");
    assertRefused(
        presigned(
            new Wire.Signing(admin.credentials(), "us-east-1", "secretsmanager", aws.clock()),
            "{}"),
        "InvalidSignatureException",
        "Credential should be scoped to a valid region");
    var keys = aws.temporaryCredentials(Duration.ofMinutes(5));
    assertThat(presigned(Wire.as(aws, "secretsmanager", keys), "{}").statusCode()).isEqualTo(200);
    assertRefused(
        presigned(signing(keys.accessKeyId(), keys.secretAccessKey()), "{}"),
        "UnrecognizedClientException",
        "The security token");
  }

  @Test
  void aQueryWithoutAllSignatureParametersIsRefused() {
    SdkHttpRequest whole = presignedList(Wire.admin(aws, "secretsmanager"), "{}");
    for (String name : List.of("X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires")) {
      assertRefused(
          Wire.send(whole.toBuilder().removeQueryParameter(name).build(), "{}"),
          "IncompleteSignatureException",
          "Query-string authentication version 4 requires");
    }
  }

  private HttpResponse<String> presigned(Wire.Signing signing, String body) {
    return Wire.send(presignedList(signing, "{}"), body);
  }

  private SdkHttpRequest presignedList(Wire.Signing signing, String body) {
    return Wire.presigned(
        signing,
        "POST",
        aws.endpoint().resolve("/"),
        Map.of("X-Amz-Target", LIST, "Content-Type", "application/x-amz-json-1.1"),
        body,
        Duration.ofMinutes(1));
  }

  private HttpResponse<String> call(Wire.Signing signing) {
    return Wire.call(aws, signing, LIST, "{}");
  }

  private static void assertRefused(HttpResponse<String> response, String code, String message) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-errortype")).hasValue(code + ":");
    JsonObject body = new JsonObject(response.body());
    assertThat(body.getString("__type")).isEqualTo(code);
    assertThat(body.getString("message")).startsWith(message);
  }
}
