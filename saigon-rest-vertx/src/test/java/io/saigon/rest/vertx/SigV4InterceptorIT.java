package io.saigon.rest.vertx;

import static io.saigon.rest.vertx.RestClientIT.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.CredentialsProvider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
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

  @Test
  void whatOtherInterceptorsMakeOfARequestIsSignedToo() {
    WebClient client = client(SCOPE, SigningOptions.defaults());
    client.addInterceptor(
        context -> {
          if (context.phase() == ClientPhase.CREATE_REQUEST) {
            context.requestOptions().putHeader("X-Amz-Target", "late");
          }
          context.next();
        });
    HttpResponse<Buffer> answer =
        await(client.get(gateway.port(), "localhost", "/x").putHeader("X-Amz-Target", "t").send());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(last().headers().get("X-Amz-Target")).isEqualTo("late");
    assertThat(last().headers().get("Authorization")).contains("x-amz-target");
  }
}
