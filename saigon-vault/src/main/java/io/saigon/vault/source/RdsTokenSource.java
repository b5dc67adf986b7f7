package io.saigon.vault.source;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs IAM authentication tokens of RDS, and of Aurora DSQL where the host is one of its:
 * presigned requests that the database accepts as passwords for 15 minutes, at most until the
 * signing credentials expire. Signing is local, without a call to AWS.
 */
public record RdsTokenSource(
    Supplier<Future<AwsCredentials>> credentials, Supplier<Future<String>> region, Clock clock)
    implements SecretSource {
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final Pattern KEY = Pattern.compile("(.+)@([^@:/?#\\s]+):(\\d{1,5})");
  private static final Pattern REGION_IN_HOST =
      Pattern.compile("\\.([a-z]+(?:-[a-z]+)+-\\d)\\.rds\\.|\\.rds\\.([a-z]+(?:-[a-z]+)+-\\d)\\.");
  private static final Pattern DSQL_HOST =
      Pattern.compile(
          "[^.]+\\.dsql(?:-[^.]+)?\\.([a-z]+(?:-[a-z]+)+-\\d)\\.on\\.aws(?:\\.com\\.cn)?");
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    Matcher key = KEY.matcher(id.key());
    if (!key.matches()) {
      return Future.failedFuture(
          new ConfigurationException(
              "The key of an RDS IAM token must be username@endpoint:port, but is " + id.key(),
              List.of(id.key()),
              null));
    }
    if (id.version() != null || id.stage() != null) {
      return Future.failedFuture(
          new NotFoundException(
              "Tokens have no versions; read that of %s without a version".formatted(id.key()),
              null,
              null));
    }
    return region(key.group(2))
        .compose(
            name -> credentials.get().map(signer -> value(id, token(key, name, signer), signer)));
  }

  private SecretValue value(SecretId id, String token, AwsCredentials credentials) {
    Instant end = clock.instant().plus(LIFETIME).minus(MARGIN);
    Instant credentialsEnd = credentials.expiration();
    return SecretValue.ofText(id, token, null)
        .withExpiresAt(
            credentialsEnd != null && credentialsEnd.isBefore(end) ? credentialsEnd : end);
  }

  private Future<String> region(String host) {
    Matcher dsql = DSQL_HOST.matcher(host);
    if (dsql.matches()) {
      return Future.succeededFuture(dsql.group(1));
    }
    Matcher named = REGION_IN_HOST.matcher(host);
    if (!named.find()) {
      return region.get();
    }
    return Future.succeededFuture(named.group(1) == null ? named.group(2) : named.group(1));
  }

  private String token(Matcher key, String region, AwsCredentials credentials) {
    boolean dsql = DSQL_HOST.matcher(key.group(2)).matches();
    SdkHttpRequest request = dsql ? dsql(key.group(1), key.group(2)) : rds(key);
    return SIGNER
        .sign(
            r ->
                r.request(request)
                    .identity(identity(credentials))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, dsql ? "dsql" : "rds-db")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, LIFETIME)
                    .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock))
        .request()
        .getUri()
        .toString()
        .substring("https://".length());
  }

  private static SdkHttpRequest rds(Matcher key) {
    return request(key.group(2))
        .port(Integer.parseInt(key.group(3)))
        .putRawQueryParameter("DBUser", key.group(1))
        .putRawQueryParameter("Action", "connect")
        .build();
  }

  /** A token of DSQL names no user, but the role admin needs an action of its own. */
  private static SdkHttpRequest dsql(String user, String host) {
    return request(host)
        .putRawQueryParameter("Action", user.equals("admin") ? "DbConnectAdmin" : "DbConnect")
        .build();
  }

  private static SdkHttpRequest.Builder request(String host) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.GET)
        .protocol("https")
        .host(host)
        .encodedPath("/");
  }

  private static AwsCredentialsIdentity identity(AwsCredentials credentials) {
    String token = credentials.sessionToken();
    return token == null
        ? AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey())
        : AwsSessionCredentialsIdentity.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), token);
  }
}
