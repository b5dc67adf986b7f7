package io.saigon.aws.credentials;

import io.saigon.aws.credentials.ServiceEndpoints.Service;
import io.saigon.aws.error.SdkErrors;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** The two calls of the Security Token Service that give temporary credentials. */
final class Sts {
  private static final String SERVICE = "sts";
  private static final Set<String> RETRIED =
      Set.of("IDPCommunicationError", "Throttling", "ThrottlingException", "RequestLimitExceeded");

  private final HttpCalls http;
  private final ServiceEndpoints endpoints;
  private final ProfileFiles files;
  private final RegionChain regions;
  private final Clock clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  Sts(
      HttpCalls http,
      ServiceEndpoints endpoints,
      ProfileFiles files,
      RegionChain regions,
      Clock clock) {
    this.http = http;
    this.endpoints = endpoints;
    this.files = files;
    this.regions = regions;
    this.clock = clock;
  }

  /**
   * Assumes a role with credentials.
   *
   * @param parameters of the action; without RoleSessionName one is made up
   * @return temporary credentials; fails with one of saigon's exceptions
   */
  Future<AwsCredentialsIdentity> assumeRole(
      Map<String, String> parameters, AwsCredentialsIdentity caller) {
    return call("AssumeRole", parameters, caller);
  }

  /**
   * Assumes a role with an OpenID Connect token; the request is not signed.
   *
   * @return temporary credentials; fails with one of saigon's exceptions
   */
  Future<AwsCredentialsIdentity> assumeRoleWithWebIdentity(
      String roleArn, @Nullable String sessionName, String token) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("RoleArn", roleArn);
    if (sessionName != null) {
      parameters.put("RoleSessionName", sessionName);
    }
    parameters.put("WebIdentityToken", token);
    return call("AssumeRoleWithWebIdentity", parameters, null);
  }

  /**
   * Assumes a role with an OpenID Connect token in a given region, whatever the settings name.
   *
   * @return temporary credentials; fails with one of saigon's exceptions
   */
  Future<AwsCredentialsIdentity> assumeRoleInRegion(String roleArn, String token, String region) {
    return call(
        "AssumeRoleWithWebIdentity",
        Map.of("RoleArn", roleArn, "WebIdentityToken", token),
        null,
        Future.succeededFuture(region));
  }

  private Future<AwsCredentialsIdentity> call(
      String action, Map<String, String> parameters, @Nullable AwsCredentialsIdentity caller) {
    return call(action, parameters, caller, null);
  }

  private Future<AwsCredentialsIdentity> call(
      String action,
      Map<String, String> parameters,
      @Nullable AwsCredentialsIdentity caller,
      @Nullable Future<String> inRegion) {
    byte[] body = body(action, parameters);
    return files
        .read()
        .compose(
            profiles ->
                (inRegion == null ? regions.find() : inRegion)
                    .compose(
                        region -> {
                          SdkHttpRequest plain = request(region, profiles);
                          SdkHttpRequest request =
                              caller == null ? plain : sign(plain, body, region, caller);
                          return http.send(
                              SERVICE, request, body, HttpCalls.Bounds.SERVICE, Sts::retried);
                        }))
        .map(Sts::credentials);
  }

  private byte[] body(String action, Map<String, String> parameters) {
    Map<String, List<String>> form = new LinkedHashMap<>();
    form.put("Action", List.of(action));
    form.put("Version", List.of("2011-06-15"));
    parameters.forEach((name, value) -> form.put(name, List.of(value)));
    // It distinguishes the sessions of one role in CloudTrail.
    form.putIfAbsent("RoleSessionName", List.of("saigon-" + clock.millis()));
    return SdkHttpUtils.encodeAndFlattenFormData(form)
        .orElseThrow()
        .getBytes(StandardCharsets.UTF_8);
  }

  private SdkHttpRequest request(String region, Profiles profiles) {
    return HttpUrls.request(
        SdkHttpMethod.POST,
        endpoints.of(Service.STS, region, profiles),
        "/",
        head -> head.putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
  }

  private SdkHttpRequest sign(
      SdkHttpRequest request, byte[] body, String region, AwsCredentialsIdentity caller) {
    return signer
        .sign(
            sign ->
                sign.identity(caller)
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock))
        .request();
  }

  private static boolean retried(HttpAnswer answer) {
    return answer.status() >= 400 && RETRIED.contains(String.valueOf(error(answer).get("Code")));
  }

  private static Map<String, String> error(HttpAnswer answer) {
    try {
      return StsXml.parse(answer, "Error");
    } catch (RuntimeException e) {
      return Map.of();
    }
  }

  private static AwsCredentialsIdentity credentials(HttpAnswer answer) {
    if (!answer.isOk()) {
      throw failure(answer);
    }
    Map<String, String> found = StsXml.parse(answer, "Credentials");
    String[] arn = StsXml.parse(answer, "AssumedRoleUser").getOrDefault("Arn", "").split(":", 6);
    return Keys.of(
        SERVICE,
        found.get("AccessKeyId"),
        found.get("SecretAccessKey"),
        found.get("SessionToken"),
        arn.length == 6 ? arn[4] : null,
        Keys.time(SERVICE, found.get("Expiration")));
  }

  private static RuntimeException failure(HttpAnswer answer) {
    Map<String, String> error = error(answer);
    Throwable mapped =
        SdkErrors.map(
            SERVICE,
            AwsServiceException.builder()
                .statusCode(answer.status())
                .requestId(answer.requestId())
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .serviceName(SERVICE)
                        .errorCode(error.get("Code"))
                        .errorMessage(error.get("Message"))
                        .build())
                .build());
    return mapped instanceof RuntimeException failure ? failure : answer.unreadable();
  }
}
