package io.saigon.testkit.internal.metadata;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.sts.OpenIdIssuer;
import io.saigon.testkit.internal.sts.Role;
import io.saigon.testkit.internal.sts.RoleSessions;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent of EKS Pod Identity, which takes the tokens of a pod's service account. */
public final class PodIdentity {
  public static final String PATH = "/v1/credentials";

  /** The audience of tokens for STS. */
  public static final String STS = "sts.amazonaws.com";

  static final String SERVICE = "eks-pod-identity";
  private static final String AUDIENCE = "pods.eks.amazonaws.com";
  private static final Duration TOKEN_LIFE = Duration.ofDays(1);

  private final OpenIdIssuer cluster;
  private final Clock clock;
  private final RoleKeys keys;
  private final TokenFiles files = new TokenFiles();

  public PodIdentity(OpenIdIssuer cluster, Clock clock, RoleSessions sessions, Role role) {
    this.cluster = cluster;
    this.clock = clock;
    keys = new RoleKeys(sessions, role, "eks-local-pod");
  }

  public RoleKeys keys() {
    return keys;
  }

  public TokenFiles files() {
    return files;
  }

  /** Returns a new token of the pod's service account for its agent. */
  public String agentToken() {
    return token(AUDIENCE);
  }

  /** Returns a new token of the pod's service account for STS. */
  public String stsToken() {
    return token(STS);
  }

  /**
   * Returns the ARN of the pod's role.
   *
   * @throws IllegalStateException if it has none
   */
  public String roleArn() {
    Role role = keys.role();
    if (role == null) {
      throw new IllegalStateException("The pod has no role; give it one with assignRole");
    }
    return role.arn();
  }

  private String token(String audience) {
    return cluster.token("system:serviceaccount:default:local", audience, TOKEN_LIFE, Map.of());
  }

  Reply reply(HttpServerRequest request) {
    AwsError refusal = refusal(request.getHeader("Authorization"));
    if (refusal != null) {
      return Reply.refusal(refusal);
    }
    JsonObject key = keys.described();
    return key == null
        ? Reply.refusal(
            new AwsError(404, "ResourceNotFoundException", "No association was found for the pod"))
        : Reply.json(key.put("AccountId", Ids.ACCOUNT));
  }

  private @Nullable AwsError refusal(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      return new AwsError(400, "InvalidTokenException", "Service account token cannot be empty");
    }
    JWTClaimsSet claims = cluster.verified(token).orElse(null);
    if (claims == null || !claims.getAudience().contains(AUDIENCE)) {
      return new AwsError(400, "InvalidTokenException", "The token is not one of the cluster's");
    }
    return clock.instant().isBefore(claims.getExpirationTime().toInstant())
        ? null
        : new AwsError(400, "ExpiredTokenException", "The token has expired");
  }
}
