package io.saigon.testkit.internal.sts;

import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.auth.AccessKeys;
import io.saigon.testkit.internal.sts.WebIdentities.WebIdentity;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Params;
import io.saigon.testkit.internal.wire.QueryService;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The Security Token Service: temporary keys for a key or for an OpenID Connect token. */
public final class SecurityTokens {
  private static final int HOUR = 3600;
  private static final String EXCEEDS = "The requested DurationSeconds exceeds the ";

  private final AccessKeys keys;
  private final RoleSessions roles;
  private final WebIdentities identities;
  private final QueryService service =
      new QueryService("sts", "2011-06-15")
          .refusing("ProvidedContexts", "ProviderId")
          .signed("AssumeRole", this::assumeRole)
          .open("AssumeRoleWithWebIdentity", this::assumeRoleWithWebIdentity)
          .signed("GetCallerIdentity", (params, caller) -> identity(caller))
          .signed("GetSessionToken", this::getSessionToken)
          .signed("GetAccessKeyInfo", (params, caller) -> keyInfo(params));

  public SecurityTokens(AccessKeys keys, RoleSessions roles, WebIdentities identities) {
    this.keys = keys;
    this.roles = roles;
    this.identities = identities;
  }

  public QueryService service() {
    return service;
  }

  /** Nobody has an MFA device, so that no code of one is right. */
  private static void checkNoDevice(Params params) {
    if (params.has("SerialNumber") || params.has("TokenCode")) {
      throw new AwsError(
          403,
          "AccessDenied",
          "MultiFactorAuthentication failed with invalid MFA one time pass code.");
    }
  }

  private JsonObject assumeRole(Params params, AccessKey caller) {
    params.need("RoleArn", "RoleSessionName");
    checkNoDevice(params);
    checkArn(params.text("RoleArn"));
    Role role = roles.find(params.text("RoleArn"));
    if (role == null || !role.trustsAccount(params.optionalText("ExternalId"))) {
      throw new AwsError(
          403,
          "AccessDenied",
          "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
              .formatted(caller.principal().arn(), params.text("RoleArn")));
    }
    Duration duration = duration(role, params);
    if (caller.principal().isSession() && duration.toSeconds() > HOUR) {
      throw refused(EXCEEDS + "1 hour session limit for roles assumed by role chaining.");
    }
    Session session = SessionRequest.session(role, params, roles.session(caller.id()).orElse(null));
    return opened(session, duration);
  }

  private JsonObject assumeRoleWithWebIdentity(Params params) {
    params.need("RoleArn", "RoleSessionName", "WebIdentityToken");
    checkArn(params.text("RoleArn"));
    WebIdentity identity = identities.verified(params.text("WebIdentityToken"));
    Role role = roles.find(params.text("RoleArn"));
    if (role == null || !role.trustsSubject(identity.subject())) {
      throw new AwsError(
          403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }
    return opened(SessionRequest.session(role, params, null), duration(role, params))
        .put("SubjectFromWebIdentityToken", identity.subject())
        .put("Audience", identity.audience())
        .put("Provider", identity.provider());
  }

  private static void checkArn(String arn) {
    if (!arn.matches("arn:[^:]+:iam::\\d{12}:role/.+")) {
      throw refused(arn + " is invalid");
    }
  }

  private static Duration duration(Role role, Params params) {
    Duration duration = SessionRequest.duration(params, HOUR, 12 * HOUR);
    if (duration.compareTo(role.maxSessionDuration()) > 0) {
      throw refused(EXCEEDS + "MaxSessionDuration set for this role.");
    }
    return duration;
  }

  private static AwsError refused(String message) {
    return new AwsError("ValidationError", message);
  }

  private JsonObject opened(Session session, Duration duration) {
    JsonObject answer =
        new JsonObject()
            .put(
                "AssumedRoleUser",
                new JsonObject()
                    .put("AssumedRoleId", session.principal().id())
                    .put("Arn", session.principal().arn()))
            .put("Credentials", credentials(roles.open(session, duration)));
    Integer size = SessionRequest.packedSize(session);
    if (size != null) {
      answer.put("PackedPolicySize", size);
    }
    return session.sourceIdentity() == null
        ? answer
        : answer.put("SourceIdentity", session.sourceIdentity());
  }

  private static JsonObject credentials(AccessKey key) {
    return new JsonObject()
        .put("AccessKeyId", key.id())
        .put("SecretAccessKey", key.secret())
        .put("SessionToken", key.sessionToken())
        .put("Expiration", String.valueOf(key.expiration()));
  }

  private JsonObject getSessionToken(Params params, AccessKey caller) {
    if (caller.sessionToken() != null) {
      throw new AwsError(
          403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
    }
    checkNoDevice(params);
    Duration duration = SessionRequest.duration(params, 12 * HOUR, 36 * HOUR);
    return new JsonObject()
        .put("Credentials", credentials(keys.issue(duration, caller.principal())));
  }

  private static JsonObject identity(AccessKey caller) {
    String arn = caller.principal().arn();
    return new JsonObject()
        .put("Arn", arn)
        .put("UserId", caller.principal().id())
        .put("Account", arn.split(":", 6)[4]);
  }

  private JsonObject keyInfo(Params params) {
    String id = params.matching("AccessKeyId", "\\w{16,128}");
    if (keys.find(id) == null) {
      throw refused("Unknown access key id");
    }
    return new JsonObject().put("Account", Ids.ACCOUNT);
  }
}
