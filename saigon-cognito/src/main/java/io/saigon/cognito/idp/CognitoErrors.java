package io.saigon.cognito.idp;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Mapping of Cognito's errors to exceptions with a reason. */
public final class CognitoErrors {
  public static final String NOT_FOUND = "ResourceNotFoundException";
  static final String NO_SUCH_USER = "UserNotFoundException";

  private CognitoErrors() {}

  /**
   * Maps the failure of a user's call, such as a log-in.
   *
   * @param unauthorized the reason of a refusal that Cognito does not explain
   * @param clientId the app client of the call
   * @param userPoolId the user pool that it should be of
   */
  static Throwable of(Throwable failure, Reason unauthorized, String clientId, String userPoolId) {
    if (!(failure instanceof SaigonException known) || known.serviceError() == null) {
      return failure;
    }
    if (isUnknownDevice(failure)) {
      return notFound(
          known, "The user has no such device; list the user's devices, or log in as a new device");
    }
    if (is(failure, NOT_FOUND) && message(known).toLowerCase(Locale.ROOT).contains("webauthn")) {
      return notFound(known, "The user has no such passkey; list the user's passkeys");
    }
    if (is(failure, NOT_FOUND)) {
      return notFound(
          known,
          "There is no app client %s in the region of the user pool %s; correct the client id or the user pool id"
              .formatted(clientId, userPoolId));
    }
    ServiceError error = known.serviceError();
    Reason reason = error == null ? null : reason(error, message(known), unauthorized);
    return reason == null
        ? failure
        : new AuthenticationException(
            reason, message(reason, message(known), userPoolId), error, known.getCause());
  }

  /** Maps the failure of an administrator's call to a pool that may not exist. */
  static Throwable ofPool(Throwable failure, String userPoolId) {
    return is(failure, NOT_FOUND)
            && failure instanceof SaigonException known
            && message(known).contains(userPoolId)
        ? notFound(
            known,
            "There is no user pool %s in this AWS account; correct the user pool id or the credentials"
                .formatted(userPoolId))
        : failure;
  }

  /** Maps the failure of an administrator's call for a user who may not exist. */
  static Throwable ofUser(Throwable failure, String username) {
    return is(failure, NO_SUCH_USER) && failure instanceof SaigonException known
        ? notFound(
            known, "The user pool has no user '" + username + "'; check the name and the pool")
        : failure;
  }

  /** Maps the failure of an administrator's call for a device that a user may not have. */
  static Throwable ofDevice(Throwable failure, String username) {
    return isUnknownDevice(failure) && failure instanceof SaigonException known
        ? notFound(known, "The user '" + username + "' has no such device; list the user's devices")
        : failure;
  }

  /** Maps the failure of an administrator's call for a group that may not exist. */
  static Throwable ofGroup(Throwable failure, String name) {
    return isNoGroup(failure) && failure instanceof SaigonException known
        ? notFound(known, "The user pool has no group '" + name + "'; check the name and the pool")
        : failure;
  }

  // A pool that does not exist has the same code, and a message of its own by now.
  static boolean isNoGroup(Throwable failure) {
    return is(failure, NOT_FOUND)
        && !String.valueOf(failure.getMessage()).contains("There is no user pool");
  }

  /** Maps the failure of setting a password as an administrator. */
  static Throwable ofPassword(Throwable failure, String userPoolId) {
    boolean isRefused =
        is(failure, "InvalidPasswordException")
            || is(failure, "PasswordHistoryPolicyViolationException");
    return isRefused && failure instanceof SaigonException known
        ? new AuthenticationException(
            Reason.INVALID_PASSWORD,
            message(Reason.INVALID_PASSWORD, message(known), userPoolId),
            known.serviceError(),
            known.getCause())
        : failure;
  }

  public static NotFoundException notFound(SaigonException failure, String message) {
    return new NotFoundException(message, failure.serviceError(), failure.getCause());
  }

  public static boolean is(Throwable failure, String errorCode) {
    return failure instanceof SaigonException known
        && known.serviceError() != null
        && errorCode.equals(known.serviceError().errorCode());
  }

  /** Replaces the message of refused credentials that are no password. */
  static Throwable refused(Throwable failure, String message) {
    return failure instanceof AuthenticationException known
            && known.reason() == Reason.BAD_CREDENTIALS
        ? new AuthenticationException(
            Reason.BAD_CREDENTIALS, message, known.serviceError(), known.getCause())
        : failure;
  }

  /** Returns whether a call names a device that the user does not have, or no longer. */
  static boolean isUnknownDevice(Throwable failure) {
    return is(failure, NOT_FOUND)
        && failure instanceof SaigonException known
        && message(known).toLowerCase(Locale.ROOT).contains("device");
  }

  /** Returns whether the app client does not allow the attempted flow. */
  static boolean isNotEnabled(Throwable failure) {
    return failure instanceof AuthenticationException refused
        && refused.reason() == Reason.NOT_ALLOWED
        && isNotEnabled(message(refused));
  }

  private static @Nullable Reason reason(ServiceError error, String text, Reason unauthorized) {
    String code = error.errorCode();
    return switch (code == null ? "" : code) {
      case "NotAuthorizedException" -> unauthorized(text.toLowerCase(Locale.ROOT), unauthorized);
      case "UserNotFoundException" -> Reason.USER_NOT_FOUND;
      case "UserNotConfirmedException" -> Reason.USER_NOT_CONFIRMED;
      case "PasswordResetRequiredException" -> Reason.PASSWORD_RESET_REQUIRED;
      case "TooManyFailedAttemptsException", "LimitExceededException" -> Reason.TOO_MANY_ATTEMPTS;
      case "CodeMismatchException", "ExpiredCodeException", "EnableSoftwareTokenMFAException" ->
          Reason.CODE_MISMATCH;
      case "UsernameExistsException", "AliasExistsException" -> Reason.USER_EXISTS;
      case "InvalidPasswordException", "PasswordHistoryPolicyViolationException" ->
          Reason.INVALID_PASSWORD;
      case "RefreshTokenReuseException" -> Reason.SESSION_EXPIRED;
      case "UserLambdaValidationException",
          "SoftwareTokenMFANotFoundException",
          "MFAMethodNotFoundException",
          "WebAuthnNotEnabledException",
          "WebAuthnConfigurationMissingException",
          "WebAuthnChallengeNotFoundException",
          "WebAuthnOriginNotAllowedException",
          "WebAuthnRelyingPartyMismatchException",
          "WebAuthnClientMismatchException",
          "WebAuthnCredentialNotSupportedException" ->
          Reason.NOT_ALLOWED;
      case "InvalidParameterException" -> isNotEnabled(text) ? Reason.NOT_ALLOWED : null;
      case "UnauthorizedException" -> unauthorized;
      default -> null;
    };
  }

  // Cognito has one code for many reasons; only the message distinguishes them.
  private static Reason unauthorized(String text, Reason otherwise) {
    if (text.contains("user is disabled")) {
      return Reason.USER_DISABLED;
    }
    if (text.contains("attempts exceeded")) {
      return Reason.TOO_MANY_ATTEMPTS;
    }
    if (text.contains("temporary password has expired")) {
      return Reason.PASSWORD_RESET_REQUIRED;
    }
    if (text.contains("incorrect username or password")) {
      return Reason.BAD_CREDENTIALS;
    }
    if (text.contains("secret") || isNotEnabled(text)) {
      return Reason.NOT_ALLOWED;
    }
    if (text.contains("session") || text.contains("refresh token")) {
      return Reason.SESSION_EXPIRED;
    }
    if (text.contains("token")) {
      return text.contains("expired") || text.contains("revoked")
          ? Reason.SESSION_EXPIRED
          : Reason.INVALID_TOKEN;
    }
    return otherwise;
  }

  // "USER_SRP_AUTH is not enabled for the client.", "USER_PASSWORD_AUTH flow not enabled for this
  // client", "Initiate Auth method not supported."
  private static boolean isNotEnabled(String text) {
    return text.contains("not enabled for") || text.contains("method not supported");
  }

  private static String message(Reason reason, String text, String userPoolId) {
    return switch (reason) {
      case BAD_CREDENTIALS ->
          "The user pool %s refused user name and password; check both".formatted(userPoolId);
      case USER_NOT_FOUND ->
          "The user pool %s has no such user; check the name and the pool".formatted(userPoolId);
      case USER_NOT_CONFIRMED ->
          "The user has not confirmed the sign-up; confirm it with the code, or as an administrator";
      case PASSWORD_RESET_REQUIRED ->
          "The user needs a new password first; go through the forgotten-password flow, or let an administrator set one";
      case USER_DISABLED -> "An administrator disabled the user; let one enable the user again";
      case TOO_MANY_ATTEMPTS -> "Too many attempts; wait before the next one";
      case CODE_MISMATCH ->
          "The code is wrong or too old; ask for another, or set the clock of the authenticator app";
      case USER_EXISTS ->
          "The user pool has a user of this name or alias; log in, or choose another";
      case INVALID_PASSWORD ->
          "The new password does not satisfy the user pool's policy; choose another (" + text + ")";
      case SESSION_EXPIRED -> "The log-in is over or was revoked; log in again";
      case INVALID_TOKEN, TOKEN_NOT_YET_VALID ->
          "The token is not valid here; pass on what this user pool gave, unchanged";
      case NOT_ALLOWED, MISSING_PERMISSION ->
          "The user pool does not allow this; check the app client's authentication flows and secret, and the pool's triggers ("
              + text
              + ")";
    };
  }

  private static String message(SaigonException failure) {
    String message =
        failure.getCause() instanceof AwsServiceException error && error.awsErrorDetails() != null
            ? error.awsErrorDetails().errorMessage()
            : null;
    return message == null ? "no reason given" : message.strip();
  }
}
