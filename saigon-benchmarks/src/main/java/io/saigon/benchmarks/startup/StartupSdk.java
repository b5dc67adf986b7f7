package io.saigon.benchmarks.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.async.SimpleSubscriber;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;

/** Log-in, credentials and a signed GET by the AWS SDK. */
final class StartupSdk {
  private static final InitiateAuthRequest LOGIN =
      InitiateAuthRequest.builder()
          .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
          .clientId(StartupContender.required("COGNITO_CLIENT_ID"))
          .authParameters(Map.of("USERNAME", "ann", "PASSWORD", Startup.PASSWORD))
          .build();

  private StartupSdk() {}

  static String urlConnection() {
    SdkHttpClient http = UrlConnectionHttpClient.create();
    var pool = CognitoIdentityProviderClient.builder().httpClient(http).build();
    var identities = CognitoIdentityClient.builder().httpClient(http).build();
    Map<String, String> logins = logins(pool.initiateAuth(LOGIN));
    String id = identities.getId(identity(logins)).identityId();
    SdkHttpRequest get =
        signed(identities.getCredentialsForIdentity(credentials(id, logins)).credentials());
    try {
      var answer = http.prepareRequest(HttpExecuteRequest.builder().request(get).build()).call();
      return new String(answer.responseBody().orElseThrow().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String async(SdkAsyncHttpClient http) {
    var pool = CognitoIdentityProviderAsyncClient.builder().httpClient(http).build();
    var identities = CognitoIdentityAsyncClient.builder().httpClient(http).build();
    Map<String, String> logins = logins(pool.initiateAuth(LOGIN).join());
    String id = identities.getId(identity(logins)).join().identityId();
    SdkHttpRequest get =
        signed(identities.getCredentialsForIdentity(credentials(id, logins)).join().credentials());
    Body body = new Body();
    http.execute(
            AsyncExecuteRequest.builder()
                .request(get)
                .requestContentPublisher(new NoBody())
                .responseHandler(body)
                .build())
        .join();
    return body.bytes.toString(UTF_8);
  }

  private static Map<String, String> logins(InitiateAuthResponse tokens) {
    return Map.of(
        "cognito-idp."
            + StartupContender.required("AWS_REGION")
            + ".amazonaws.com/"
            + StartupContender.required("COGNITO_USER_POOL_ID"),
        tokens.authenticationResult().idToken());
  }

  private static GetIdRequest identity(Map<String, String> logins) {
    return GetIdRequest.builder()
        .identityPoolId(StartupContender.required("COGNITO_IDENTITY_POOL_ID"))
        .logins(logins)
        .build();
  }

  private static GetCredentialsForIdentityRequest credentials(
      String id, Map<String, String> logins) {
    return GetCredentialsForIdentityRequest.builder().identityId(id).logins(logins).build();
  }

  private static SdkHttpRequest signed(Credentials keys) {
    SdkHttpRequest get =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create(StartupContender.required("API_GATEWAY_URL") + "/orders/42"))
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            r ->
                r.request(get)
                    .identity(
                        AwsSessionCredentialsIdentity.create(
                            keys.accessKeyId(), keys.secretKey(), keys.sessionToken()))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                    .putProperty(
                        AwsV4HttpSigner.REGION_NAME, StartupContender.required("AWS_REGION")))
        .request();
  }

  private static final class NoBody implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return Optional.of(0L);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(
          new Subscription() {
            @Override
            public void request(long n) {
              subscriber.onComplete();
            }

            @Override
            public void cancel() {}
          });
    }
  }

  private static final class Body implements SdkAsyncHttpResponseHandler {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void onHeaders(SdkHttpResponse headers) {}

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
      stream.subscribe(
          new SimpleSubscriber(
              chunk -> {
                byte[] copy = new byte[chunk.remaining()];
                chunk.get(copy);
                bytes.writeBytes(copy);
              }));
    }

    @Override
    public void onError(Throwable error) {}
  }
}
