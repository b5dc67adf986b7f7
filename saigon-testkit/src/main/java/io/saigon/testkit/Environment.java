package io.saigon.testkit;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables to export so that AWS clients find the local AWS. */
final class Environment {
  private Environment() {}

  static Map<String, String> of(LocalAws aws, @Nullable Path caFile) {
    return Collections.unmodifiableMap(of(aws, caFile, true));
  }

  /** Returns modifiable variables of a process whose credentials come from another source. */
  static Map<String, String> withoutKeys(LocalAws aws, @Nullable Path caFile) {
    return of(aws, caFile, false);
  }

  private static Map<String, String> of(LocalAws aws, @Nullable Path caFile, boolean keys) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    variables.put("AWS_ENDPOINT_URL_S3", aws.s3Endpoint().toString());
    if (caFile != null) {
      variables.put("AWS_CA_BUNDLE", caFile.toString());
    }
    variables.put("AWS_REGION", aws.region());
    variables.put("AWS_DEFAULT_REGION", aws.region());
    if (keys) {
      variables.put("AWS_ACCESS_KEY_ID", aws.accessKeyId());
      variables.put("AWS_SECRET_ACCESS_KEY", aws.secretAccessKey());
    }
    variables.put("COGNITO_USER_POOL_ID", aws.userPool().id());
    variables.put("COGNITO_CLIENT_ID", aws.userPool().clientId());
    variables.put("COGNITO_IDENTITY_POOL_ID", aws.userPool().identityPoolId());
    variables.put("API_GATEWAY_URL", aws.gateway().url().toString());
    variables.put("HTTP_API_URL", aws.httpGateway().url().toString());
    return variables;
  }
}
