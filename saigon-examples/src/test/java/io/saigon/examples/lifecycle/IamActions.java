package io.saigon.examples.lifecycle;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.auth.scheme.CognitoIdentityProviderAuthSchemeProvider;

/** The IAM actions of operations, as the service authorization reference of AWS has them. */
final class IamActions {
  private static final Map<String, String> PREFIXES =
      Map.of(
          "secretsmanager", "secretsmanager",
          "ssm", "ssm",
          "appconfigdata", "appconfig");

  private static final Map<String, Set<String>> OF_S3 =
      Map.ofEntries(
          entry("AbortMultipartUpload", Set.of("s3:AbortMultipartUpload")),
          entry("CompleteMultipartUpload", Set.of("s3:PutObject")),
          entry("CopyObject", Set.of("s3:GetObject", "s3:PutObject")),
          entry("CreateMultipartUpload", Set.of("s3:PutObject")),
          entry("DeleteObject", Set.of("s3:DeleteObject")),
          entry("DeleteObjects", Set.of("s3:DeleteObject")),
          entry("GetObject", Set.of("s3:GetObject")),
          entry("HeadObject", Set.of("s3:GetObject")),
          entry("ListObjectsV2", Set.of("s3:ListBucket")),
          entry("PutObject", Set.of("s3:PutObject")),
          entry("UploadPart", Set.of("s3:PutObject")),
          entry("UploadPartCopy", Set.of("s3:GetObject", "s3:PutObject")));

  private IamActions() {}

  /**
   * Returns the actions of an operation.
   *
   * @param request operation as {@code LocalAws.requests} names it
   */
  static Set<String> of(String request) {
    int dot = request.indexOf('.');
    String service = dot < 0 ? request : request.substring(0, dot);
    String operation = request.substring(dot + 1);
    return switch (service) {
      case "s3" -> known(OF_S3.get(operation), request);
      case "execute-api" -> Set.of("execute-api:Invoke");
      case "cognito-idp" -> isSigned(operation) ? Set.of("cognito-idp:" + operation) : Set.of();
      // Those of an identity pool need no credentials, as those of instances, tasks and pods.
      case "cognito-identity" ->
          operation.equals("GetOpenIdTokenForDeveloperIdentity")
              ? Set.of("cognito-identity:" + operation)
              : Set.of();
      case "imds", "ecs-agent", "eks-pod-identity" -> Set.of();
      case "sts" ->
          operation.equals("AssumeRoleWithWebIdentity") ? Set.of() : Set.of("sts:" + operation);
      default -> Set.of(known(PREFIXES.get(service), request) + ":" + operation);
    };
  }

  /** Returns whether the SDK signs an operation with IAM credentials. */
  private static boolean isSigned(String operation) {
    return CognitoIdentityProviderAuthSchemeProvider.defaultProvider()
        .resolveAuthScheme(scheme -> scheme.operation(operation).region(Region.EU_WEST_1))
        .stream()
        .noneMatch(option -> option.schemeId().equals("smithy.api#noAuth"));
  }

  private static <T> T known(T actions, String request) {
    if (actions == null) {
      throw new AssertionError("No action of " + request + ": add it to this class");
    }
    return actions;
  }
}
