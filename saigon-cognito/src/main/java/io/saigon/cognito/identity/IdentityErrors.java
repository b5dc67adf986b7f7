package io.saigon.cognito.identity;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.SaigonException;
import io.saigon.cognito.idp.CognitoErrors;
import java.util.List;

/** Mapping of an identity pool's errors to exceptions with a reason. */
public final class IdentityErrors {
  private IdentityErrors() {}

  /** Maps the failure of a call that names the pool, which may not exist. */
  static Throwable ofPool(Throwable failure, String identityPoolId) {
    return CognitoErrors.is(failure, CognitoErrors.NOT_FOUND)
            && failure instanceof SaigonException known
        ? CognitoErrors.notFound(
            known,
            "There is no identity pool %s; correct the identity pool id".formatted(identityPoolId))
        : failure;
  }

  /** Maps the refusal of an identity or its log-ins. */
  static Throwable of(Throwable failure, String identityPoolId) {
    if (!(failure instanceof SaigonException known)) {
      return failure;
    }
    String text = String.valueOf(known.getMessage());
    if (CognitoErrors.is(failure, "InvalidIdentityPoolConfigurationException")) {
      return new ConfigurationException(
          "The identity pool %s has no role for this identity; set its authenticated and unauthenticated roles"
              .formatted(identityPoolId),
          List.of("identityPoolId"),
          known);
    }
    if (CognitoErrors.is(failure, "InvalidParameterException") && text.contains("classic")) {
      return refused(
          known,
          Reason.NOT_ALLOWED,
          "The identity pool %s does not allow the classic flow; allow it in the pool, or take withCustomRoleArn"
              .formatted(identityPoolId));
    }
    if (!CognitoErrors.is(failure, "NotAuthorizedException")) {
      return failure;
    }
    if (text.contains("Unauthenticated access")) {
      return refused(
          known,
          Reason.NOT_ALLOWED,
          "The identity pool %s has no guests; allow unauthenticated identities in the pool, or pass a log-in"
              .formatted(identityPoolId));
    }
    return text.contains("expired")
        ? refused(
            known,
            Reason.SESSION_EXPIRED,
            "A token of the log-ins has expired; log in again, or pass log-ins that renew it")
        : refused(
            known,
            Reason.INVALID_TOKEN,
            "The identity pool %s does not accept the log-ins or the role; check that it trusts the provider and the token's audience, that the identity is of these log-ins, and that the role is one of the token's"
                .formatted(identityPoolId));
  }

  /** Returns whether a log-in cannot be linked to an identity, as it has another one. */
  public static boolean isLinkedElsewhere(Throwable failure) {
    return CognitoErrors.is(failure, "ResourceConflictException")
        || (failure instanceof AuthenticationException refused
            && refused.reason() == Reason.INVALID_TOKEN);
  }

  private static AuthenticationException refused(
      SaigonException failure, Reason reason, String message) {
    return new AuthenticationException(reason, message, failure.serviceError(), failure.getCause());
  }
}
