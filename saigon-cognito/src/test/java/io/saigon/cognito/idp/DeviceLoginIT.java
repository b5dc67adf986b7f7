package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoDevice;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.DeviceCredentials;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.MfaPreference;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Log-ins to a pool that tracks devices. */
class DeviceLoginIT {
  private static final LoginRequest ANN = LoginRequest.of("ann", LocalCognito.PASSWORD);

  private final LocalCognito local = new LocalCognito();
  private final CognitoClient client = local.client();

  @BeforeEach
  void createUser() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD, Map.of("email", "a@example.com"));
    track(false);
  }

  @AfterEach
  void stop() {
    local.close();
  }

  private void track(boolean onUserPrompt) {
    local
        .sdk
        .updateUserPool(
            r ->
                r.userPoolId(client.userPoolId())
                    .deviceConfiguration(
                        d ->
                            d.challengeRequiredOnNewDevice(true)
                                .deviceOnlyRememberedOnUserPrompt(onUserPrompt)))
        .join();
  }

  @Test
  void aSessionRenewsItsTokensByItsDeviceAlsoAfterItWasRestored() {
    CognitoSession session = await(client.openSession(ANN));
    CognitoTokens first = await(session.tokens());
    DeviceCredentials device = first.device();
    assertThat(device).isNotNull();
    assertThat(device.toString()).contains(device.key()).doesNotContain(device.password());
    local.aws.clock().advance(Duration.ofHours(1));
    CognitoTokens second = await(session.tokens());
    assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
    assertThat(second.device()).isEqualTo(device);
    Buffer saved = session.save();
    CognitoSession restored = await(local.client().restoreSession(saved));
    local.aws.clock().advance(Duration.ofHours(1));
    assertThat(await(restored.tokens()).device()).isEqualTo(device);
  }

  @ParameterizedTest
  @EnumSource(
      value = LoginFlow.class,
      names = {"SRP", "PASSWORD", "USER_AUTH"})
  void aRememberedDeviceLogsInWithoutASecondFactor(LoginFlow flow) {
    CognitoClient client = local.client(local.config().withLoginFlow(flow));
    CognitoTokens tokens = await(await(client.openSession(ANN)).tokens());
    await(client.setMfaPreference(tokens.accessToken(), MfaPreference.of(CodeMedium.EMAIL)));
    failure(ChallengeRequiredException.class, client.openSession(ANN));
    CognitoTokens again =
        await(await(client.openSession(ANN.withDevice(tokens.device()))).tokens());
    assertThat(again.device()).isEqualTo(tokens.device());
    assertThat(await(client.devices(again.accessToken())))
        .singleElement()
        .returns(tokens.device().key(), CognitoDevice::key)
        .returns(true, CognitoDevice::remembered);
    assertThat(await(client.refresh(again)).device()).isEqualTo(tokens.device());
  }

  @Test
  void aUserRemembersAndForgetsADevice() {
    track(true);
    CognitoTokens tokens = await(client.loginUser("ann", LocalCognito.PASSWORD));
    String key = tokens.device().key();
    assertThat(await(client.devices(tokens.accessToken())))
        .extracting(CognitoDevice::remembered)
        .containsExactly(false);
    await(client.setMfaPreference(tokens.accessToken(), MfaPreference.of(CodeMedium.EMAIL)));
    LoginRequest known = ANN.withDevice(tokens.device());
    failure(ChallengeRequiredException.class, client.openSession(known));
    assertThat(await(await(client.openSession(known, codes())).tokens()).device())
        .isEqualTo(tokens.device());
    await(client.setDeviceRemembered(tokens.accessToken(), key, true));
    assertThat(await(await(client.openSession(known)).tokens()).device())
        .isEqualTo(tokens.device());
    await(client.setDeviceRemembered(tokens.accessToken(), key, false));
    failure(ChallengeRequiredException.class, client.openSession(known));
    await(client.forgetDevice(tokens.accessToken(), key));
    assertThat(await(client.devices(tokens.accessToken()))).isEmpty();
    assertThat(failure(NotFoundException.class, client.forgetDevice(tokens.accessToken(), key)))
        .hasMessageContaining("The user has no such device");
    assertThat(failure(AuthenticationException.class, client.refresh(tokens)).reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void anAdministratorRemembersAndForgetsADevice() {
    track(true);
    CognitoTokens tokens = await(client.loginUser("ann", LocalCognito.PASSWORD));
    String key = tokens.device().key();
    assertThat(await(client.userDevices("ann")))
        .singleElement()
        .returns(key, CognitoDevice::key)
        .returns(false, CognitoDevice::remembered);
    await(client.setUserDeviceRemembered("ann", key, true));
    assertThat(await(client.userDevice("ann", key)).remembered()).isTrue();
    await(client.setUserDeviceRemembered("ann", key, false));
    assertThat(await(client.userDevice("ann", key)).remembered()).isFalse();
    await(client.forgetUserDevice("ann", key));
    assertThat(await(client.userDevices("ann"))).isEmpty();
    assertThat(failure(AuthenticationException.class, client.refresh(tokens)).reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
    for (Future<?> call :
        List.of(
            client.userDevice("ann", key),
            client.setUserDeviceRemembered("ann", key, true),
            client.forgetUserDevice("ann", key))) {
      assertThat(failure(NotFoundException.class, call))
          .hasMessageContaining("The user 'ann' has no such device");
    }
    assertThat(failure(NotFoundException.class, client.userDevices("nobody")))
        .hasMessageContaining("no user 'nobody'");
    assertThatIllegalArgumentException().isThrownBy(() -> client.userDevices(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> client.userDevice("ann", " "));
  }

  @Test
  void aForgottenDeviceLogsInAsANewOne() {
    CognitoTokens tokens = await(client.loginUser("ann", LocalCognito.PASSWORD));
    await(client.forgetDevice(tokens.accessToken(), tokens.device().key()));
    DeviceCredentials next =
        await(await(client.openSession(ANN.withDevice(tokens.device()))).tokens()).device();
    assertThat(next).isNotNull().isNotEqualTo(tokens.device());
  }

  @Test
  void anotherSecretIsRefused() {
    DeviceCredentials device = await(client.loginUser("ann", LocalCognito.PASSWORD)).device();
    DeviceCredentials stolen = new DeviceCredentials(device.key(), device.groupKey(), "guessed");
    AuthenticationException refused =
        failure(AuthenticationException.class, client.openSession(ANN.withDevice(stolen)));
    assertThat(refused.reason()).isEqualTo(Reason.BAD_CREDENTIALS);
    assertThat(refused).hasMessageContaining("refused the credentials of the device");
  }

  @Test
  void aPoolThatDoesNotTrackDevicesHasNone() {
    local.sdk.updateUserPool(r -> r.userPoolId(client.userPoolId())).join();
    CognitoTokens tokens = await(client.loginUser("ann", LocalCognito.PASSWORD));
    assertThat(tokens.device()).isNull();
    failure(ServiceException.class, client.devices(tokens.accessToken()));
    failure(ServiceException.class, client.userDevices("ann"));
  }

  private ChallengeResponder codes() {
    return challenge ->
        Future.succeededFuture(
            ((CodeRequired) challenge).answer(local.aws.userPool().lastCode("ann").orElseThrow()));
  }
}
