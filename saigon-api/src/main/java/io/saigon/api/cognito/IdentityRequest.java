package io.saigon.api.cognito;

import io.saigon.api.check.Arguments;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request for an identity of an identity pool, and for credentials of it.
 *
 * @param logins gets log-ins whose tokens are valid now; called for each renewal of the credentials
 * @param identityId identity to take, or null for the one of the log-ins, or a new guest
 * @param roleArn role of the credentials, or null for the one that the pool chooses
 * @param flow flow by which the credentials are got
 */
public record IdentityRequest(
    Supplier<Future<IdentityLogins>> logins,
    @Nullable String identityId,
    @Nullable String roleArn,
    Flow flow) {
  /** A flow that exchanges log-ins for credentials. */
  public enum Flow {
    /** The pool gives the credentials, and chooses the role or checks the one that is named. */
    ENHANCED,
    /**
     * The pool gives a token, for which STS gives credentials of the role that is named, by the
     * role's trust policy; for pools that allow it.
     */
    CLASSIC
  }

  /**
   * Creates a request, and checks that the classic flow has a role.
   *
   * @param logins gets log-ins whose tokens are valid now
   * @param identityId identity to take, or null
   * @param roleArn role of the credentials, or null
   * @param flow flow by which the credentials are got
   * @throws IllegalArgumentException if the role is no ARN, or is missing for the classic flow
   */
  public IdentityRequest {
    Objects.requireNonNull(logins, "logins");
    Objects.requireNonNull(flow, "flow");
    if (identityId != null) {
      Arguments.notBlank("identityId", identityId, "leave it out for a new identity");
    }
    if (roleArn != null && !roleArn.startsWith("arn:")) {
      throw new IllegalArgumentException(
          "roleArn must look like arn:aws:iam::123456789012:role/name");
    }
    if (roleArn == null && flow == Flow.CLASSIC) {
      throw new IllegalArgumentException("The classic flow needs a roleArn; name the role");
    }
  }

  /**
   * Creates the request of a guest, who has no log-in: a new one, unless {@link #withIdentityId}
   * names one.
   *
   * @return the request
   */
  public static IdentityRequest guest() {
    return of(IdentityLogins.none());
  }

  /**
   * Creates a request of given log-ins. Credentials can be renewed as long as the tokens are valid.
   *
   * @param logins the log-ins
   * @return the request
   */
  public static IdentityRequest of(IdentityLogins logins) {
    Objects.requireNonNull(logins, "logins");
    return of(() -> Future.succeededFuture(logins));
  }

  /**
   * Creates a request of log-ins that are got anew for each renewal of the credentials.
   *
   * @param logins gets log-ins whose tokens are valid now
   * @return the request
   */
  public static IdentityRequest of(Supplier<Future<IdentityLogins>> logins) {
    return new IdentityRequest(logins, null, null, Flow.ENHANCED);
  }

  /**
   * Creates the request of a user of a user pool, whose tokens the session renews.
   *
   * @param session the user's session
   * @return the request
   */
  public static IdentityRequest of(CognitoSession session) {
    Objects.requireNonNull(session, "session");
    return of(() -> session.tokens().map(tokens -> IdentityLogins.ofIdToken(tokens.idToken())));
  }

  /**
   * Returns this request for a known identity: a guest who comes back, or one who logs in and keeps
   * the identity. If the log-in has an identity already, that one is taken in place of the guest's.
   *
   * @param identityId {@link IamCredentials#identityId()} of earlier credentials
   * @return the new request
   */
  public IdentityRequest withIdentityId(String identityId) {
    return new IdentityRequest(
        logins, Objects.requireNonNull(identityId, "identityId"), roleArn, flow);
  }

  /**
   * Returns this request for one of the roles that the log-in's token allows ({@code
   * CustomRoleArn}).
   *
   * @param roleArn ARN of the role
   * @return the new request
   */
  public IdentityRequest withCustomRoleArn(String roleArn) {
    return new IdentityRequest(
        logins, identityId, Objects.requireNonNull(roleArn, "roleArn"), Flow.ENHANCED);
  }

  /**
   * Returns this request by the classic flow: credentials from STS for a token of the identity.
   *
   * @param roleArn ARN of a role that trusts the identity pool
   * @return the new request
   */
  public IdentityRequest withClassicFlow(String roleArn) {
    return new IdentityRequest(
        logins, identityId, Objects.requireNonNull(roleArn, "roleArn"), Flow.CLASSIC);
  }

  @Override
  public String toString() {
    return "IdentityRequest[identityId=%s, roleArn=%s, flow=%s]"
        .formatted(identityId, roleArn, flow);
  }
}
