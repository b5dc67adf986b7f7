package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.TransportException;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.aws.VertxAsyncHttpClient;
import io.saigon.aws.VertxAws;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/**
 * Reads a presigned object with every client that has no trust setting, in a process of its own.
 */
final class TrustProbe {
  private TrustProbe() {}

  public static void main(String[] args) throws Exception {
    URI object = URI.create(args[0]);
    Path file = Path.of(args[1], "downloaded");
    String base = object.resolve("/").toString();
    String path = object.getRawPath() + "?" + object.getRawQuery();
    PresignedRequest presigned =
        new PresignedRequest(HttpMethod.GET, object, Map.of(), Instant.now().plusSeconds(60));
    Vertx vertx = Vertx.vertx();
    try {
      RestClient rest = RestClient.create(vertx, base);
      System.out.println("rest " + await(rest.getResource(String.class, path)));
      RestClient authorized = RestClient.create(vertx, base, Future::succeededFuture);
      System.out.println("authorized " + await(authorized.getResource(String.class, path)));
      await(PresignedClient.create(vertx).download(presigned, file));
      System.out.println("presigned " + Files.readString(file));
      HttpClientOptions options = new HttpClientOptions().setKeepAlive(false);
      await(PresignedClient.create(vertx, options).download(presigned, file));
      System.out.println("options " + Files.readString(file));
      System.out.println("engine " + isAnswered(vertx, object.resolve("/")));
    } finally {
      // Or its event loops keep the process alive.
      await(vertx.close());
    }
  }

  /** Returns whether an SDK client on an engine of its own gets an answer, if only an error. */
  private static boolean isAnswered(Vertx vertx, URI endpoint) {
    SaigonOptions options = SaigonOptions.defaults().withRegion("us-east-1").withEndpoint(endpoint);
    Future<?> call =
        VertxAws.create(vertx, options, VertxAsyncHttpClient.create(vertx))
            .service("cognito-idp", CognitoIdentityProviderAsyncClient::builder)
            .callUnsigned(idp -> idp.forgotPassword(user -> user.clientId("id").username("ann")));
    try {
      await(call);
      return true;
    } catch (Exception e) {
      return !(e instanceof TransportException);
    }
  }
}
