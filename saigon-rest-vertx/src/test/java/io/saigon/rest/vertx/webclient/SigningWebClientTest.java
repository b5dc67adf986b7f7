package io.saigon.rest.vertx.webclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SigningWebClientTest {
  @Test
  void clientsAndRequestsAreEqualToThemselvesAndNoOther() {
    Vertx vertx = Vertx.vertx();
    WebClient client = client(vertx);
    WebClient other = client(vertx);
    HttpRequest<?> request = client.get("localhost", "/?token=hush");
    HttpRequest<?> copy = request.copy();
    Set<Object> all = new HashSet<>(List.of(client, other, request, copy));
    assertThat(all).hasSize(4).contains(client, other, request, copy);
    assertThat(client).isEqualTo(client).isNotEqualTo(other).isNotEqualTo(null);
    assertThat(request).isEqualTo(request).isNotEqualTo(copy).hasSameHashCodeAs(request);
    assertThat(client.toString()).startsWith("BufferingWebClient@").isNotEqualTo(other.toString());
    assertThat(request.toString()).startsWith("BufferingRequest@").doesNotContain("hush");
    vertx.close();
  }

  private static WebClient client(Vertx vertx) {
    return SigningWebClient.create(
        vertx,
        CredentialsProvider.of(AwsCredentials.of("AKID", "hush")),
        SigV4Scope.executeApi("eu-west-1"));
  }
}
