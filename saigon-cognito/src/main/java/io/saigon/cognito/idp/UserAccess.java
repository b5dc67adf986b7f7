package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoUserAccess;
import io.saigon.api.cognito.MfaPreference;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.vertx.core.Future;

/** Passwords, second factors and tokens of a pool's users, as an administrator. */
final class UserAccess implements CognitoUserAccess {
  private final AdminCalls service;
  private final CallData data;

  UserAccess(AdminCalls service, CallData data) {
    this.service = service;
    this.data = data;
  }

  @Override
  public Future<Void> setUserPassword(String username, String password) {
    return setPassword(username, password, true);
  }

  @Override
  public Future<Void> setTemporaryPassword(String username, String password) {
    return setPassword(username, password, false);
  }

  private Future<Void> setPassword(String username, String password, boolean permanent) {
    return service
        .ofUser(
            username,
            client ->
                client.adminSetUserPassword(
                    b ->
                        b.userPoolId(service.userPoolId())
                            .username(username)
                            .password(password)
                            .permanent(permanent)))
        .<Void>mapEmpty()
        .recover(
            failure ->
                Future.failedFuture(CognitoErrors.ofPassword(failure, service.userPoolId())));
  }

  @Override
  public Future<Void> resetUserPassword(String username) {
    return service
        .ofUser(
            username,
            client ->
                client.adminResetUserPassword(
                    b ->
                        b.userPoolId(service.userPoolId())
                            .username(username)
                            .clientMetadata(data.clientMetadata())))
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(notReset(username, failure)));
  }

  private static Throwable notReset(String username, Throwable failure) {
    boolean isInOtherState = CognitoErrors.is(failure, "NotAuthorizedException");
    return (isInOtherState || CognitoErrors.is(failure, "InvalidParameterException"))
            && failure instanceof SaigonException known
        ? new ServiceException(
            "The password of the user '%s' cannot be reset: %s; set one by setUserPassword or setTemporaryPassword. %s"
                .formatted(
                    username,
                    isInOtherState
                        ? "the user has a temporary one, or has not confirmed the sign-up"
                        : "the user has no verified e-mail address or phone number for the code",
                    known.getMessage()),
            known.serviceError(),
            known.getCause())
        : failure;
  }

  @Override
  public Future<Void> enableUser(String username) {
    return service
        .ofUser(
            username,
            client ->
                client.adminEnableUser(b -> b.userPoolId(service.userPoolId()).username(username)))
        .mapEmpty();
  }

  @Override
  public Future<Void> disableUser(String username) {
    return service
        .ofUser(
            username,
            client ->
                client.adminDisableUser(b -> b.userPoolId(service.userPoolId()).username(username)))
        .mapEmpty();
  }

  @Override
  public Future<Void> signOutUser(String username) {
    return service
        .ofUser(
            username,
            client ->
                client.adminUserGlobalSignOut(
                    b -> b.userPoolId(service.userPoolId()).username(username)))
        .mapEmpty();
  }

  @Override
  public Future<MfaPreference> userMfaPreference(String username) {
    return service
        .ofUser(
            username,
            client ->
                client.adminGetUser(b -> b.userPoolId(service.userPoolId()).username(username)))
        .map(user -> MfaSettings.preference(user.userMFASettingList(), user.preferredMfaSetting()));
  }

  @Override
  public Future<Void> setUserMfaPreference(String username, MfaPreference preference) {
    return userMfaPreference(username)
        .map(current -> new MfaSettings(current, preference))
        .compose(
            settings ->
                service.call(
                    client ->
                        client.adminSetUserMFAPreference(
                            b ->
                                b.userPoolId(service.userPoolId())
                                    .username(username)
                                    .smsMfaSettings(settings.sms())
                                    .emailMfaSettings(settings.email())
                                    .softwareTokenMfaSettings(settings.softwareToken()))))
        .mapEmpty();
  }
}
