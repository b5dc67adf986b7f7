package io.saigon.rest.vertx.webclient;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.vertx.core.Vertx;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.ClientPhase;
import org.junit.jupiter.api.Test;

public class SigV4InterceptorIT extends SigningContract {
  @Override
  WebClient client(
      Vertx vertx,
      WebClientOptions options,
      PoolOptions pool,
      CredentialsProvider credentials,
      SigV4Scope scope,
      SigningOptions signing) {
    WebClient client = WebClient.create(vertx, options, pool);
    return SigV4Interceptor.addTo(client, vertx, credentials, scope, signing);
  }

  // An interceptor that is added after the first request runs after the signature.
  @Test
  void aSignedHeaderThatIsChangedAfterwardsIsNamed() {
    WebClient client = client(SCOPE, SigningOptions.defaults());
    await(client.get(gateway.port(), "localhost", "/x").send());
    client.addInterceptor(
        context -> {
          if (context.phase() == ClientPhase.SEND_REQUEST) {
            context.clientRequest().putHeader("X-Amz-Target", "hush");
          }
          context.next();
        });
    assertThatThrownBy(
            () ->
                await(
                    client
                        .get(gateway.port(), "localhost", "/x")
                        .putHeader("X-Amz-Target", "t")
                        .send()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("hush")
        .message()
        .containsIgnoringCase("Header X-Amz-Target was changed after the request was signed");
  }

  // From Vert.x 5.1 on, a closed WebClient throws before it calls any interceptor.
  @Test
  @Override
  void callsOfAClosedClientFail() {
    client.close();
    if (!(catchThrowable(() -> post("/x").send()) instanceof IllegalStateException)) {
      super.callsOfAClosedClientFail();
    }
    assertThat(gateway.arrivals).isEmpty();
  }
}
