package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The forms of answers on the wire, in details that AWS's own clients do not check. */
@ExtendWith(LocalAwsExtension.class)
class WireShapesIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "secretsmanager | secretsmanager.GetSecretValue | {'SecretId':'none'} | ResourceNotFoundException | Message",
        "secretsmanager | secretsmanager.GetSecretValue | {} | ValidationException | message",
        "ssm | AmazonSSM.GetParameter | {'Name':'none'} | ParameterNotFound | none",
        "ssm | AmazonSSM.PutParameter | {'Name':'aws','Value':'x','Type':'String'} | ValidationException | message",
        "cognito-idp | AWSCognitoIdentityProviderService.DescribeUserPool | {'UserPoolId':'eu-west-1_None'} | ResourceNotFoundException | message",
        "cognito-idp | AWSCognitoIdentityProviderService.DescribeUserPool | {} | InvalidParameterException | message",
        "cognito-identity | AWSCognitoIdentityService.GetId | {'IdentityPoolId':'none'} | ValidationException | message",
        "ssm | AmazonSSM.GetParameter | [] | SerializationException | message",
        "ssm | AmazonSSM.Nothing | {} | UnknownOperationException | none",
      })
  void anErrorHasItsCodeInHeaderAndBodyAndItsMessageUnderTheServicesName(
      String service, String target, String body, String code, String member, LocalAws aws) {
    HttpResponse<String> response =
        Wire.call(aws, Wire.admin(aws, service), target, body.replace('\'', '"'));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-errortype")).hasValue(code + ":");
    assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
    assertThat(response.headers().firstValue("content-type"))
        .hasValue("application/x-amz-json-1.1");
    JsonObject json = new JsonObject(response.body());
    assertThat(json.getString("__type")).isEqualTo(code);
    if (member.equals("none")) {
      assertThat(json.fieldNames()).containsExactly("__type");
    } else {
      assertThat(json.fieldNames()).containsExactlyInAnyOrder("__type", member);
      assertThat(json.getString(member)).isNotBlank();
    }
  }

  @Test
  void anAnswerHasTheProtocolVersionOfItsRequest(LocalAws aws) {
    for (String type : new String[] {"application/x-amz-json-1.0", "application/x-amz-json-1.1"}) {
      SdkHttpRequest signed =
          Wire.signed(
              Wire.admin(aws, "ssm"),
              "POST",
              aws.endpoint().resolve("/"),
              Map.of("X-Amz-Target", "AmazonSSM.DescribeParameters", "Content-Type", type),
              "{}");
      HttpResponse<String> response = Wire.send(signed, "{}");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type")).hasValue(type);
    }
  }

  @Test
  void timesAreSecondsAndNamesAreThoseOfTheModel(LocalAws aws) {
    Wire.Signing admin = Wire.admin(aws, "secretsmanager");
    Wire.call(
        aws,
        admin,
        "secretsmanager.CreateSecret",
        "{\"Name\":\"shape\",\"SecretString\":\"x\",\"ClientRequestToken\":\"%s\"}"
            .formatted("0".repeat(32)));
    JsonObject secret =
        new JsonObject(
            Wire.call(aws, admin, "secretsmanager.GetSecretValue", "{\"SecretId\":\"shape\"}")
                .body());
    assertThat(secret.fieldNames())
        .containsExactlyInAnyOrder(
            "ARN", "Name", "VersionId", "SecretString", "VersionStages", "CreatedDate");
    assertThat(secret.getDouble("CreatedDate")).isBetween(1.7e9, aws.clock().millis() / 1000.0 + 1);
  }

  @Test
  void aPoolPublishesTheAddressOfItsKeys(LocalAws aws) throws Exception {
    String pool = aws.endpoint() + "/" + aws.userPool().id();
    JsonObject document =
        new JsonObject(Wire.get(URI.create(pool + "/.well-known/openid-configuration")).body());
    String issuer = "https://cognito-idp.eu-west-1.amazonaws.com/" + aws.userPool().id();
    assertThat(document.getString("issuer")).isEqualTo(issuer);
    URI keys = URI.create(document.getString("jwks_uri"));
    assertThat(keys).isEqualTo(URI.create(pool + "/.well-known/jwks.json"));
    aws.userPool().createUser("published", "Passw0rd");
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256,
            JWKSourceBuilder.create(
                    keys.toURL(),
                    new DefaultResourceRetriever(
                        5000, 5000, 0, true, Trust.context(aws.trustStore()).getSocketFactory()))
                .build()));
    assertThat(
            processor
                .process(CognitoUsers.login(aws, "published", "Passw0rd").idToken(), null)
                .getIssuer())
        .isEqualTo(issuer);
    HttpResponse<String> none =
        Wire.get(URI.create(aws.endpoint() + "/eu-west-1_None/.well-known/jwks.json"));
    assertThat(none.statusCode()).isEqualTo(404);
  }

  @Test
  void anErrorOfS3IsXmlWithItsIds(LocalAws aws) {
    HttpResponse<String> response =
        S3Wire.admin(aws).hashed("GET", "/no-such-bucket/a", new byte[0]).send();
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .startsWith("<?xml version=")
        .contains("<Code>NoSuchBucket</Code>", "<RequestId>");
    assertThat(response.headers().firstValue("server")).hasValue("AmazonS3");
  }
}
