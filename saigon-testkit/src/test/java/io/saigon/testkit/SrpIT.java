package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;

/** Logins without the password on the wire. */
@ExtendWith(LocalAwsExtension.class)
class SrpIT {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private final SrpClient srp = new SrpClient(new BigInteger(1024, new SecureRandom()));

  @Test
  void theClientOfTheseTestsComputesAKnownValue() {
    SrpClient known = new SrpClient(new BigInteger("1234567890abcdef".repeat(16), 16));
    byte[] key =
        known.key(
            "ABCDEFGHI",
            "user-uuid",
            "P@ssw0rd!",
            new BigInteger("f00dbabe".repeat(90), 16),
            new BigInteger("00c0ffee1234567890abcdef12345678", 16));
    assertThat(HexFormat.of().formatHex(key)).isEqualTo("8509b0bb40218c8c5d34c6a06fc766b0");
  }

  @Test
  void theRightPasswordLogsIn(LocalAws aws) {
    aws.userPool().createUser("srp-right", "Passw0rd");
    assertThat(login(aws, "srp-right", "Passw0rd").authenticationResult().idToken()).isNotEmpty();
  }

  @Test
  void loginsSucceedWithManyRandomNumbers(LocalAws aws) {
    aws.userPool().createUser("srp-many", "Passw0rd");
    for (int i = 0; i < 20; i++) {
      assertThat(login(aws, "srp-many", "Passw0rd").authenticationResult()).isNotNull();
    }
  }

  @Test
  void aWrongPasswordIsRefused(LocalAws aws) {
    aws.userPool().createUser("srp-wrong", "Passw0rd");
    assertThatThrownBy(() -> login(aws, "srp-wrong", "Passw0rd1"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect username or password.");
  }

  @Test
  void anUnknownUserGetsAChallengeAndARefusalLikeAnyOther(LocalAws aws) {
    assertThatThrownBy(() -> login(aws, "srp-nobody", "Passw0rd"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect username or password.");
  }

  @Test
  void aTemporaryPasswordLeadsToTheChallengeForANewOne(LocalAws aws) {
    Clients.userPools(aws)
        .adminCreateUser(
            r ->
                r.userPoolId(aws.userPool().id())
                    .username("srp-temporary")
                    .temporaryPassword("Passw0rd"));
    assertThat(login(aws, "srp-temporary", "Passw0rd").challengeName())
        .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
  }

  @Test
  void anAnswerIsValidOnce(LocalAws aws) {
    aws.userPool().createUser("srp-replay", "Passw0rd");
    Map<String, String> answer = answer(aws, begin(aws, "srp-replay"), "Passw0rd", Instant.now());
    respond(aws, answer);
    assertThatThrownBy(() -> respond(aws, answer)).isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void anAnswerWithAStaleTimestampIsRefused(LocalAws aws) {
    aws.userPool().createUser("srp-stale", "Passw0rd");
    Map<String, String> answer =
        answer(
            aws, begin(aws, "srp-stale"), "Passw0rd", Instant.now().minus(Duration.ofMinutes(10)));
    assertThatThrownBy(() -> respond(aws, answer)).isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  @FreshLocalAws
  void aSecretBlockIsValidForThreeMinutes(LocalAws aws) {
    aws.userPool().createUser("srp-late", "Passw0rd");
    InitiateAuthResponse inTime = begin(aws, "srp-late");
    InitiateAuthResponse late = begin(aws, "srp-late");
    aws.clock().advance(Duration.ofSeconds(170));
    assertThat(
            respond(aws, answer(aws, inTime, "Passw0rd", aws.clock().instant()))
                .authenticationResult())
        .isNotNull();
    aws.clock().advance(Duration.ofSeconds(11));
    assertThatThrownBy(() -> respond(aws, answer(aws, late, "Passw0rd", aws.clock().instant())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect username or password.");
  }

  @ParameterizedTest
  @CsvSource({
    "PASSWORD_CLAIM_SECRET_BLOCK, bWFkZSB1cA==, Incorrect username or password.",
    "PASSWORD_CLAIM_SIGNATURE, bWFkZSB1cA==, Incorrect username or password.",
    "PASSWORD_CLAIM_SIGNATURE, no base64, Incorrect username or password.",
    "TIMESTAMP, Tue Nov 3 09:00:00 UTC 2020, Incorrect username or password.",
    "TIMESTAMP, 2026-01-01T00:00:00Z, TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy",
    "PASSWORD_CLAIM_SECRET_BLOCK, , Missing required parameter PASSWORD_CLAIM_SECRET_BLOCK",
    "PASSWORD_CLAIM_SIGNATURE, , Missing required parameter PASSWORD_CLAIM_SIGNATURE",
    "TIMESTAMP, , Missing required parameter TIMESTAMP",
    "USERNAME, , Missing required parameter USERNAME"
  })
  void aWrongAnswerIsRefused(String name, String value, String message, LocalAws aws) {
    String user = "srp-" + java.util.UUID.randomUUID();
    aws.userPool().createUser(user, "Passw0rd");
    Map<String, String> answer = answer(aws, begin(aws, user), "Passw0rd", Instant.now());
    if (value == null) {
      answer.remove(name);
    } else {
      answer.put(name, value);
    }
    assertThatThrownBy(() -> respond(aws, answer))
        .isInstanceOf(
            message.startsWith("Incorrect")
                ? NotAuthorizedException.class
                : InvalidParameterException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anAnswerOfAnotherClientOrADisabledUserIsRefused(LocalAws aws) {
    aws.userPool().createUser("srp-stolen", "Passw0rd");
    Map<String, String> answer = answer(aws, begin(aws, "srp-stolen"), "Passw0rd", Instant.now());
    UserPoolCalls users = UserPoolCalls.of(aws);
    String other = users.newApp("ALLOW_USER_SRP_AUTH");
    assertThatThrownBy(
            () ->
                users
                    .client()
                    .respondToAuthChallenge(
                        r ->
                            r.clientId(other)
                                .challengeName(ChallengeNameType.PASSWORD_VERIFIER)
                                .challengeResponses(answer)))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect username or password.");
    Map<String, String> next = answer(aws, begin(aws, "srp-stolen"), "Passw0rd", Instant.now());
    users.client().adminDisableUser(r -> r.userPoolId(users.pool()).username("srp-stolen"));
    assertThatThrownBy(() -> respond(aws, next))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("User is disabled.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "", "xyz", "-1"})
  void anInvalidPublicValueIsRefused(String number, LocalAws aws) {
    aws.userPool().createUser("srp-number" + number, "Passw0rd");
    assertThatThrownBy(
            () ->
                UserPoolCalls.of(aws)
                    .begin(
                        aws.userPool().clientId(),
                        "USER_SRP_AUTH",
                        Map.of("USERNAME", "srp-number" + number, "SRP_A", number)))
        .isInstanceOf(InvalidParameterException.class);
  }

  private RespondToAuthChallengeResponse login(LocalAws aws, String username, String password) {
    return respond(aws, answer(aws, begin(aws, username), password, Instant.now()));
  }

  private InitiateAuthResponse begin(LocalAws aws, String username) {
    return Clients.userPools(aws)
        .initiateAuth(
            r ->
                r.authFlow(AuthFlowType.USER_SRP_AUTH)
                    .clientId(aws.userPool().clientId())
                    .authParameters(
                        Map.of("USERNAME", username, "SRP_A", srp.publicA().toString(16))));
  }

  private Map<String, String> answer(
      LocalAws aws, InitiateAuthResponse begun, String password, Instant at) {
    Map<String, String> challenge = begun.challengeParameters();
    String poolName = aws.userPool().id().split("_")[1];
    String userId = challenge.get("USER_ID_FOR_SRP");
    byte[] key =
        srp.key(
            poolName,
            userId,
            password,
            new BigInteger(challenge.get("SRP_B"), 16),
            new BigInteger(challenge.get("SALT"), 16));
    String timestamp = TIMESTAMP.format(at);
    Map<String, String> answer = new HashMap<>();
    answer.put("USERNAME", userId);
    answer.put("PASSWORD_CLAIM_SECRET_BLOCK", challenge.get("SECRET_BLOCK"));
    answer.put("TIMESTAMP", timestamp);
    answer.put(
        "PASSWORD_CLAIM_SIGNATURE",
        SrpClient.signature(key, poolName, userId, challenge.get("SECRET_BLOCK"), timestamp));
    return answer;
  }

  private static RespondToAuthChallengeResponse respond(LocalAws aws, Map<String, String> answer) {
    CognitoIdentityProviderClient client = Clients.userPools(aws);
    return client.respondToAuthChallenge(
        r ->
            r.clientId(aws.userPool().clientId())
                .challengeName(ChallengeNameType.PASSWORD_VERIFIER)
                .challengeResponses(answer));
  }
}
