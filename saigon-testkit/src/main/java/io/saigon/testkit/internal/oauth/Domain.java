package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The domain of a user pool.
 *
 * @param name prefix of Cognito's own domain, or a whole domain
 * @param certificateArn certificate of a custom domain, or null
 * @param loginVersion 1 for the classic pages, 2 for managed log-in
 * @param distribution host that a custom domain is an alias of
 */
record Domain(
    String name,
    String poolId,
    @Nullable String certificateArn,
    int loginVersion,
    String distribution) {
  boolean isCustom() {
    return certificateArn != null;
  }

  JsonObject toJson(String region) {
    JsonObject json =
        new JsonObject()
            .put("UserPoolId", poolId)
            .put("AWSAccountId", Ids.ACCOUNT)
            .put("Domain", name)
            .put("S3Bucket", "aws-cognito-prod-" + region + "-assets")
            .put("CloudFrontDistribution", distribution)
            .put("Version", "20260101000000")
            .put("Status", "ACTIVE")
            .put("CustomDomainConfig", new JsonObject())
            .put("ManagedLoginVersion", loginVersion);
    if (certificateArn != null) {
      json.put("CustomDomainConfig", new JsonObject().put("CertificateArn", certificateArn));
    }
    return json;
  }
}
