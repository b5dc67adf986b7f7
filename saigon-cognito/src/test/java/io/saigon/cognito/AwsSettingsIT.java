package io.saigon.cognito;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoAuthProvider;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.TransportException;
import io.saigon.aws.VertxAws;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpResponseExpectation;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;

/** Regions, endpoints and credentials around a client. */
class AwsSettingsIT {
  private static LocalCognito local;
  private static CognitoClientConfig withoutRegion;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    local.aws.userPool().createUser("ann", PASSWORD);
    CognitoClientConfig config = local.config();
    withoutRegion =
        CognitoClientConfig.of(config.userPoolId(), config.clientId(), config.identityPoolId());
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @Test
  void aDefaultRegionThatIsNotThePoolsFailsBeforeAnythingIsSent() {
    Saigon otherRegion =
        Saigon.create(local.vertx, local.aws.saigonOptions().withRegion("us-east-1"));
    for (Future<?> call :
        List.of(
            otherRegion.cognito(withoutRegion).loginUser("ann", PASSWORD),
            otherRegion.cognito(withoutRegion).iamCredentials("token"),
            otherRegion.cognitoIdp(withoutRegion.idp()).deleteUser("nobody"))) {
      assertThat(failure(ConfigurationException.class, call))
          .hasMessageContaining("eu-west-1")
          .hasMessageContaining("us-east-1")
          .hasMessageContaining("AWS_REGION");
    }
    await(otherRegion.close());
  }

  @Test
  void aConfiguredRegionWinsOverTheDefault() {
    Saigon otherRegion =
        Saigon.create(local.vertx, local.aws.saigonOptions().withRegion("us-east-1"));
    await(
        otherRegion
            .cognito(local.config())
            .openSession(LoginRequest.of("ann", PASSWORD))
            .compose(s -> s.credentials()));
    await(otherRegion.cognitoIdp(local.config().idp()).createUser("bob"));
    await(otherRegion.close());
  }

  @Test
  void loginsNeedNoAwsCredentials() {
    CredentialsProvider none =
        () -> Future.failedFuture(new ConfigurationException("no credentials here"));
    Saigon anonymous = Saigon.create(local.vertx, local.aws.saigonOptions().withCredentials(none));
    CognitoClient cognito = anonymous.cognito(withoutRegion);
    await(
        cognito
            .openSession(LoginRequest.of("ann", PASSWORD))
            .compose(session -> session.credentials()));
    assertThat(failure(ConfigurationException.class, cognito.createUser("bob")))
        .hasMessageContaining("no credentials here");
    await(anonymous.close());
  }

  @Test
  void credentialsThatMayNotAdministerAreDenied() {
    CredentialsProvider wrong =
        CredentialsProvider.of(AwsCredentials.of("AKIAIOSFODNN7EXAMPLE", "canary"));
    Saigon other = Saigon.create(local.vertx, local.aws.saigonOptions().withCredentials(wrong));
    assertThat(
            failure(
                AccessDeniedException.class, other.cognitoIdp(withoutRegion.idp()).createUser("x")))
        .hasMessageNotContaining("canary");
    await(other.close());
  }

  @Test
  void anUnreachableEndpointIsATransportError() {
    Saigon nowhere =
        Saigon.create(
            local.vertx,
            SaigonOptions.defaults()
                .withRegion("eu-west-1")
                .withEndpoint(URI.create("http://127.0.0.1:1"))
                .withCredentials(CredentialsProvider.of(local.aws.credentials())));
    CognitoClient cognito = nowhere.cognito(withoutRegion);
    for (Future<?> call :
        List.of(
            cognito.loginUser("ann", PASSWORD),
            cognito.createUser("bob"),
            cognito.iamCredentials("token"))) {
      assertThat(failure(TransportException.class, call))
          .hasMessageContaining("could not be reached")
          .hasMessageNotContaining(PASSWORD);
    }
    await(nowhere.close());
  }

  @Test
  void aClientIsBuiltOnGivenSdkClients() {
    VertxAws aws = VertxAws.create(local.vertx, local.aws.saigonOptions());
    CognitoIdentityAsyncClient identities =
        aws.configure(CognitoIdentityAsyncClient.builder()).build();
    CognitoClient cognito = AwsCognito.client(local.vertx, withoutRegion, local.sdk, identities);
    await(
        cognito
            .openSession(LoginRequest.of("ann", PASSWORD))
            .compose(session -> session.credentials()));
    assertThat(
            await(
                AwsCognito.idp(
                        local.vertx, CognitoIdpConfig.of(withoutRegion.userPoolId()), local.sdk)
                    .deleteUser("nobody")))
        .isFalse();
    identities.close();
    await(aws.close());
  }

  @Test
  void credentialsOfASessionAreAcceptedAndIdentifyTheUser() {
    HttpServer backend =
        await(
            local
                .vertx
                .createHttpServer()
                .requestHandler(
                    request -> request.response().end(request.getHeader("X-Cognito-AuthProvider")))
                .listen(0, "127.0.0.1"));
    local.aws.gateway().route("/", URI.create("http://127.0.0.1:" + backend.actualPort()));
    var session = await(local.client().openSession(LoginRequest.of("ann", PASSWORD)));
    String caller = get("/orders", await(session.credentials()));
    assertThat(CognitoAuthProvider.parse(caller))
        .isEqualTo(CognitoAuthProvider.of(local.config().userPoolId(), session.userId()));
    await(backend.close());
  }

  private static String get(String path, AwsCredentials credentials) {
    URI uri = URI.create(local.aws.gateway().url() + path);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(
                            AwsSessionCredentials.create(
                                credentials.accessKeyId(),
                                credentials.secretAccessKey(),
                                credentials.sessionToken()))
                        .request(
                            SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.GET).build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, Region.EU_WEST_1.id()))
            .request();
    HttpClient http =
        local.vertx.createHttpClient(
            new HttpClientOptions().setTrustOptions(local.aws.trustOptions()));
    String body =
        await(
            http.request(new RequestOptions().setAbsoluteURI(uri.toString()))
                .compose(
                    request -> {
                      signed.headers().forEach(request.headers()::set);
                      return request
                          .send()
                          .expecting(HttpResponseExpectation.SC_OK)
                          .compose(HttpClientResponse::body);
                    })
                .map(Buffer::toString));
    await(http.close());
    return body;
  }
}
