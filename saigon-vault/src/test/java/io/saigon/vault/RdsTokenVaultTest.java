package io.saigon.vault;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.PostgreSqlCredentials;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

/** Tokens beside those that AWS's own library makes. */
@ExtendWith(VertxExtension.class)
class RdsTokenVaultTest {
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Pattern DATE = Pattern.compile("X-Amz-Date=(\\w+)");

  private Saigon saigon;
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    saigon =
        Saigon.create(
            vertx,
            SaigonOptions.defaults()
                .withRegion("eu-west-1")
                .withCredentials(
                    CredentialsProvider.of(
                        new AwsCredentials("ASIAEXAMPLE", "CANARY-key", "session/+=token", null))));
    vault = saigon.vault(VaultKind.AWS_RDS_IAM);
  }

  private static String ofAws(String host, int port, String user, String region) {
    return RdsUtilities.builder()
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create("ASIAEXAMPLE", "CANARY-key", "session/+=token")))
        .build()
        .generateAuthenticationToken(r -> r.hostname(host).port(port).username(user));
  }

  private static String[] parts(String token) {
    return token.split("[?&]");
  }

  private static String date(String token) {
    Matcher date = DATE.matcher(token);
    assertThat(date.find()).isTrue();
    return date.group(1);
  }

  @ParameterizedTest
  @CsvSource({
    "orders.c1.us-east-2.rds.amazonaws.com, 5432, app, us-east-2",
    "orders.cluster-c1.ap-southeast-2.rds.amazonaws.com, 5433, app+é@x, ap-southeast-2",
    "orders.c1.rds.cn-north-1.amazonaws.com.cn, 5432, app, cn-north-1",
    "db.internal, 5432, app, eu-west-1",
  })
  void aTokenEqualsAwss(String host, int port, String user, String region) {
    String key = user + "@" + host + ":" + port;
    String ours;
    String theirs;
    do {
      vault.invalidate(key);
      ours = await(vault.secretString(key));
      theirs = ofAws(host, port, user, region);
    } while (!date(ours).equals(date(theirs)));
    assertThat(parts(ours)).containsExactlyInAnyOrder(parts(theirs));
  }

  /** The form that AWS documents; the credentials and the signature are those of RDS's token. */
  @ParameterizedTest
  @CsvSource({
    "abc.dsql.us-east-1.on.aws, admin, us-east-1, DbConnectAdmin",
    "abc.dsql.eu-west-2.on.aws, app, eu-west-2, DbConnect",
  })
  void aTokenOfDsqlNamesTheActionOfItsRole(String host, String user, String region, String action) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("https")
            .host(host)
            .encodedPath("/")
            .putRawQueryParameter("Action", action)
            .build();
    String token = await(vault.secretString(user + "@" + host + ":5432"));
    Instant signed = LocalDateTime.parse(date(token), AMZ_DATE).toInstant(ZoneOffset.UTC);
    String theirs =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.request(request)
                        .identity(
                            AwsSessionCredentialsIdentity.create(
                                "ASIAEXAMPLE", "CANARY-key", "session/+=token"))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dsql")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(15))
                        .putProperty(
                            AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(signed, ZoneOffset.UTC)))
            .request()
            .getUri()
            .toString();
    assertThat(token).startsWith(host + "/?");
    assertThat(parts("https://" + token)).containsExactlyInAnyOrder(parts(theirs));
  }

  @Test
  void aTokenIsCached() {
    String token = await(vault.secretString("app@db.internal:5432"));
    assertThat(vault.secretString("app@db.internal:5432").result()).isSameAs(token);
  }

  @Test
  void aDatabaseIsFoundWithTokensForPasswords() {
    DbEnv env =
        DbEnv.prefixed("ORDERS")
            .withEndpoint("db.internal")
            .withDatabase("orders")
            .withUsername("app")
            .withTokens(vault);
    PostgreSqlCredentials credentials = await(env.resolve(vault));
    assertThat(credentials.password())
        .startsWith("db.internal:5432/?DBUser=app&Action=connect&")
        .contains("X-Amz-Expires=900");
    assertThat(await(env.origins(vault))).containsEntry("password", "token of vault aws-rds-iam");
  }

  @Test
  void aTokenExpiresAMinuteAheadOfItsEnd() {
    SecretValue token = await(vault.secretValue(SecretId.of("app@db.internal:5432")));
    Instant signed = LocalDateTime.parse(date(token.text()), AMZ_DATE).toInstant(ZoneOffset.UTC);
    assertThat(token.expiresAt())
        .isBetween(
            signed.plus(Duration.ofMinutes(14)),
            signed.plus(Duration.ofMinutes(14)).plusSeconds(2));
  }

  @Test
  void aTokenExpiresWithTheCredentialsThatSignedIt(Vertx vertx) {
    Instant end = Instant.now().plus(Duration.ofMinutes(5));
    AwsCredentials temporary = new AwsCredentials("ASIAEXAMPLE", "CANARY-key", "token", end);
    Saigon separate =
        Saigon.create(
            vertx,
            SaigonOptions.defaults()
                .withRegion("eu-west-1")
                .withCredentials(CredentialsProvider.of(temporary)));
    SecretVault tokens = separate.vault(VaultKind.AWS_RDS_IAM);
    assertThat(await(tokens.secretValue(SecretId.of("app@db.internal:5432"))).expiresAt())
        .isEqualTo(end);
  }

  @Test
  void aTokenHasNoVersions() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(
            () -> await(vault.secretString(SecretId.of("app@db.internal:5432").withVersion("1"))));
  }

  @Test
  void aMalformedKeyIsRefusedWithTheExpectedForm() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> await(vault.secretString("db.internal")))
        .withMessage(
            "The key of an RDS IAM token must be username@endpoint:port, but is db.internal");
  }
}
