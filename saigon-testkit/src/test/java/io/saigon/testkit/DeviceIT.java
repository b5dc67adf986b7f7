package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.text.ParseException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Pools that track devices, by AWS's own client. */
@ExtendWith(LocalAwsExtension.class)
class DeviceIT {
  private static final String SECRET = "secret of the device";
  private static final BigInteger SALT = new BigInteger("0c0ffee1234567890abcdef12345678", 16);
  private static final SrpClient SRP =
      new SrpClient(new BigInteger("1234567890abcdef".repeat(16), 16));
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.US)
          .withZone(ZoneOffset.UTC);

  private LocalAws aws;
  private CognitoIdentityProviderClient client;
  private String pool;
  private String app;
  private String user;

  @BeforeEach
  void createPool(LocalAws aws) {
    this.aws = aws;
    client = Clients.userPools(aws);
    pool =
        client
            .createUserPool(
                r ->
                    r.poolName("devices")
                        .deviceConfiguration(
                            d ->
                                d.challengeRequiredOnNewDevice(true)
                                    .deviceOnlyRememberedOnUserPrompt(false)))
            .userPool()
            .id();
    app =
        client
            .createUserPoolClient(
                r ->
                    r.userPoolId(pool)
                        .clientName("app")
                        .explicitAuthFlows(
                            ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                            ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH))
            .userPoolClient()
            .clientId();
    user = createUser();
  }

  @Test
  void theConfigurationIsKeptAndWithoutOneThereAreNoDevices() throws Exception {
    DeviceConfigurationType kept =
        client.describeUserPool(r -> r.userPoolId(pool)).userPool().deviceConfiguration();
    assertThat(kept.challengeRequiredOnNewDevice()).isTrue();
    assertThat(kept.deviceOnlyRememberedOnUserPrompt()).isFalse();
    client.updateUserPool(r -> r.userPoolId(pool));
    assertThat(client.describeUserPool(r -> r.userPoolId(pool)).userPool().deviceConfiguration())
        .isNull();
    AuthenticationResultType tokens = login().authenticationResult();
    assertThat(tokens.newDeviceMetadata()).isNull();
    assertThat(deviceKey(tokens)).isNull();
    assertThat(refresh(tokens.refreshToken(), null)).isNotNull();
    assertThatThrownBy(() -> client.listDevices(r -> r.accessToken(tokens.accessToken())))
        .isInstanceOf(InvalidUserPoolConfigurationException.class);
  }

  @Test
  void tokensAreRefreshedByTheDeviceOfTheLoginOnceItIsConfirmed() throws Exception {
    AuthenticationResultType tokens = login().authenticationResult();
    String key = tokens.newDeviceMetadata().deviceKey();
    assertThat(key).matches(aws.region() + "_[0-9a-f-]{36}").isEqualTo(deviceKey(tokens));
    assertRefreshRefused(tokens.refreshToken(), key);
    AuthenticationResultType other = login().authenticationResult();
    assertThatThrownBy(() -> confirm(other.accessToken(), tokens.newDeviceMetadata()))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Invalid device key given");
    assertThat(confirm(tokens.accessToken(), tokens.newDeviceMetadata())).isFalse();
    assertThatThrownBy(() -> confirm(tokens.accessToken(), tokens.newDeviceMetadata()))
        .isInstanceOf(DeviceKeyExistsException.class);
    AuthenticationResultType refreshed = refresh(tokens.refreshToken(), key);
    assertThat(deviceKey(refreshed)).isEqualTo(key);
    assertThat(refreshed.newDeviceMetadata()).isNull();
    assertRefreshRefused(tokens.refreshToken(), null);
    assertRefreshRefused(tokens.refreshToken(), other.newDeviceMetadata().deviceKey());
    client.forgetDevice(r -> r.accessToken(refreshed.accessToken()).deviceKey(key));
    assertRefreshRefused(tokens.refreshToken(), key);
  }

  @Test
  void aKnownDeviceProvesItsSecret() throws Exception {
    NewDeviceMetadataType device = confirmed();
    RespondToAuthChallengeResponse done = prove(device, SECRET, begin(device));
    assertThat(done.authenticationResult().newDeviceMetadata()).isNull();
    assertThat(deviceKey(done.authenticationResult())).isEqualTo(device.deviceKey());
    RespondToAuthChallengeResponse begun = begin(device);
    assertThatThrownBy(() -> prove(device, "another secret", begun))
        .isInstanceOf(NotAuthorizedException.class);
    assertThatThrownBy(() -> prove(device, SECRET, begun))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("session can only be used once");
    String unknown = aws.region() + "_" + UUID.randomUUID();
    assertThatThrownBy(() -> login(unknown))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Device does not exist");
  }

  @Test
  void aRememberedDeviceTakesThePlaceOfASecondFactorWhereThePoolSaysSo() {
    requireMfa();
    NewDeviceMetadataType device = confirmed();
    InitiateAuthResponse asked = login(device.deviceKey());
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.DEVICE_SRP_AUTH);
    AuthenticationResultType tokens =
        prove(device, SECRET, begin(device, asked.session())).authenticationResult();
    remember(tokens.accessToken(), device, DeviceRememberedStatusType.NOT_REMEMBERED);
    InitiateAuthResponse first = login(device.deviceKey());
    assertThat(first.challengeName()).isEqualTo(ChallengeNameType.EMAIL_OTP);
    RespondToAuthChallengeResponse second =
        respond("EMAIL_OTP", first.session(), device.deviceKey(), Map.of("EMAIL_OTP_CODE", code()));
    assertThat(second.challengeName()).isEqualTo(ChallengeNameType.DEVICE_SRP_AUTH);
    assertThat(prove(device, SECRET, begin(device, second.session())).authenticationResult())
        .isNotNull();
    remember(tokens.accessToken(), device, DeviceRememberedStatusType.REMEMBERED);
    assertThat(login(device.deviceKey()).challengeName())
        .isEqualTo(ChallengeNameType.DEVICE_SRP_AUTH);
    track(false, false);
    assertThat(login(device.deviceKey()).challengeName()).isEqualTo(ChallengeNameType.EMAIL_OTP);
  }

  @Test
  void aDeviceThatIsNotRememberedDoesNotAnswerForOneThatIs() {
    requireMfa();
    NewDeviceMetadataType remembered = confirmed();
    track(true, true);
    NewDeviceMetadataType other = confirmed();
    String session = login(remembered.deviceKey()).session();
    assertThatThrownBy(() -> begin(other, session)).isInstanceOf(ResourceNotFoundException.class);
    RespondToAuthChallengeResponse begun = begin(remembered, session);
    assertThatThrownBy(() -> prove(other, SECRET, begun))
        .isInstanceOf(ResourceNotFoundException.class);
    user = createUser();
    assertThatThrownBy(() -> prove(remembered, SECRET, begun))
        .isInstanceOf(NotAuthorizedException.class);
    assertThatThrownBy(() -> login(remembered.deviceKey()))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void usersOptInWhereThePoolPromptsThem() {
    track(true, true);
    AuthenticationResultType tokens = login().authenticationResult();
    NewDeviceMetadataType device = tokens.newDeviceMetadata();
    assertThat(confirm(tokens.accessToken(), device)).isTrue();
    assertThat(attributes(get(tokens, device)))
        .containsEntry("dev:device_remembered_status", "not_remembered")
        .containsEntry("device_name", "phone");
    remember(tokens.accessToken(), device, DeviceRememberedStatusType.REMEMBERED);
    assertThat(attributes(get(tokens, device)))
        .containsEntry("dev:device_remembered_status", "remembered");
  }

  @Test
  void devicesAreListedPageByPageAndForgottenByAnAdministratorToo() {
    List<String> keys = List.of(confirmed().deviceKey(), confirmed().deviceKey());
    String token = login().authenticationResult().accessToken();
    ListDevicesResponse page = client.listDevices(r -> r.accessToken(token).limit(1));
    assertThat(page.devices()).extracting(DeviceType::deviceKey).containsExactly(keys.get(0));
    assertThat(
            client
                .listDevices(
                    r -> r.accessToken(token).limit(1).paginationToken(page.paginationToken()))
                .devices())
        .extracting(DeviceType::deviceKey)
        .containsExactly(keys.get(1));
    client.adminUpdateDeviceStatus(
        r ->
            r.userPoolId(pool)
                .username(user)
                .deviceKey(keys.get(1))
                .deviceRememberedStatus(DeviceRememberedStatusType.NOT_REMEMBERED));
    assertThat(
            attributes(
                client
                    .adminGetDevice(r -> r.userPoolId(pool).username(user).deviceKey(keys.get(1)))
                    .device()))
        .containsEntry("dev:device_remembered_status", "not_remembered");
    client.adminForgetDevice(r -> r.userPoolId(pool).username(user).deviceKey(keys.get(0)));
    assertThat(client.adminListDevices(r -> r.userPoolId(pool).username(user)).devices())
        .extracting(DeviceType::deviceKey)
        .containsExactly(keys.get(1));
    assertThatThrownBy(() -> client.getDevice(r -> r.accessToken(token).deviceKey(keys.get(0))))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private void track(boolean replacesSecondFactor, boolean onUserPrompt) {
    client.updateUserPool(
        r ->
            r.userPoolId(pool)
                .deviceConfiguration(
                    d ->
                        d.challengeRequiredOnNewDevice(replacesSecondFactor)
                            .deviceOnlyRememberedOnUserPrompt(onUserPrompt)));
  }

  private void requireMfa() {
    client.setUserPoolMfaConfig(
        r ->
            r.userPoolId(pool)
                .mfaConfiguration(UserPoolMfaType.ON)
                .emailMfaConfiguration(e -> e.subject("Code")));
  }

  private String createUser() {
    String name = "user-" + UUID.randomUUID();
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username(name)
                .messageAction(MessageActionType.SUPPRESS)
                .userAttributes(a -> a.name("email").value(name + "@example.com")));
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username(name).password("Passw0rd!").permanent(true));
    return name;
  }

  private InitiateAuthResponse login() {
    return login(null);
  }

  private InitiateAuthResponse login(String deviceKey) {
    Map<String, String> parameters = new HashMap<>(Map.of("USERNAME", user));
    parameters.put("PASSWORD", "Passw0rd!");
    if (deviceKey != null) {
      parameters.put("DEVICE_KEY", deviceKey);
    }
    return client.initiateAuth(
        r -> r.authFlow(AuthFlowType.USER_PASSWORD_AUTH).clientId(app).authParameters(parameters));
  }

  /** Logs in on a new device, with a code if one is asked for, and confirms it. */
  private NewDeviceMetadataType confirmed() {
    InitiateAuthResponse response = login();
    AuthenticationResultType tokens =
        response.challengeName() == null
            ? response.authenticationResult()
            : respond("EMAIL_OTP", response.session(), null, Map.of("EMAIL_OTP_CODE", code()))
                .authenticationResult();
    confirm(tokens.accessToken(), tokens.newDeviceMetadata());
    return tokens.newDeviceMetadata();
  }

  private boolean confirm(String accessToken, NewDeviceMetadataType device) {
    BigInteger verifier =
        SrpClient.verifier(device.deviceGroupKey(), device.deviceKey(), SECRET, SALT);
    return client
        .confirmDevice(
            r ->
                r.accessToken(accessToken)
                    .deviceKey(device.deviceKey())
                    .deviceName("phone")
                    .deviceSecretVerifierConfig(
                        v -> v.salt(base64(SALT)).passwordVerifier(base64(verifier))))
        .userConfirmationNecessary();
  }

  private static String base64(BigInteger number) {
    return Base64.getEncoder().encodeToString(number.toByteArray());
  }

  private RespondToAuthChallengeResponse begin(NewDeviceMetadataType device) {
    InitiateAuthResponse asked = login(device.deviceKey());
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.DEVICE_SRP_AUTH);
    return begin(device, asked.session());
  }

  private RespondToAuthChallengeResponse begin(NewDeviceMetadataType device, String session) {
    return respond(
        "DEVICE_SRP_AUTH",
        session,
        device.deviceKey(),
        Map.of("SRP_A", SRP.publicA().toString(16)));
  }

  private RespondToAuthChallengeResponse prove(
      NewDeviceMetadataType device, String secret, RespondToAuthChallengeResponse begun) {
    assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.DEVICE_PASSWORD_VERIFIER);
    Map<String, String> given = begun.challengeParameters();
    byte[] key =
        SRP.key(
            device.deviceGroupKey(),
            device.deviceKey(),
            secret,
            new BigInteger(given.get("SRP_B"), 16),
            new BigInteger(given.get("SALT"), 16));
    String timestamp = TIMESTAMP.format(aws.clock().instant());
    String block = given.get("SECRET_BLOCK");
    return respond(
        "DEVICE_PASSWORD_VERIFIER",
        begun.session(),
        device.deviceKey(),
        Map.of(
            "PASSWORD_CLAIM_SECRET_BLOCK",
            block,
            "PASSWORD_CLAIM_SIGNATURE",
            SrpClient.signature(key, device.deviceGroupKey(), device.deviceKey(), block, timestamp),
            "TIMESTAMP",
            timestamp));
  }

  private RespondToAuthChallengeResponse respond(
      String challenge, String session, String deviceKey, Map<String, String> responses) {
    Map<String, String> all = new HashMap<>(responses);
    all.put("USERNAME", user);
    if (deviceKey != null) {
      all.put("DEVICE_KEY", deviceKey);
    }
    return client.respondToAuthChallenge(
        r -> r.clientId(app).challengeName(challenge).session(session).challengeResponses(all));
  }

  private void remember(
      String accessToken, NewDeviceMetadataType device, DeviceRememberedStatusType status) {
    client.updateDeviceStatus(
        r ->
            r.accessToken(accessToken)
                .deviceKey(device.deviceKey())
                .deviceRememberedStatus(status));
  }

  private DeviceType get(AuthenticationResultType tokens, NewDeviceMetadataType device) {
    return client
        .getDevice(r -> r.accessToken(tokens.accessToken()).deviceKey(device.deviceKey()))
        .device();
  }

  private static Map<String, String> attributes(DeviceType device) {
    Map<String, String> attributes = new HashMap<>();
    device.deviceAttributes().forEach(a -> attributes.put(a.name(), a.value()));
    return attributes;
  }

  private AuthenticationResultType refresh(String token, String deviceKey) {
    Map<String, String> parameters = new HashMap<>(Map.of("REFRESH_TOKEN", token));
    if (deviceKey != null) {
      parameters.put("DEVICE_KEY", deviceKey);
    }
    return client
        .initiateAuth(
            r ->
                r.authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                    .clientId(app)
                    .authParameters(parameters))
        .authenticationResult();
  }

  private void assertRefreshRefused(String token, String deviceKey) {
    assertThatThrownBy(() -> refresh(token, deviceKey))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid Refresh Token");
  }

  private String code() {
    return aws.messages(pool, user).stream().reduce((first, last) -> last).orElseThrow().content();
  }

  private static String deviceKey(AuthenticationResultType tokens) throws ParseException {
    return SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet().getStringClaim("device_key");
  }
}
