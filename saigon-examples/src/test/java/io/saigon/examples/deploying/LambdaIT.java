package io.saigon.examples.deploying;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.testkit.FreshLocalAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The function of the guide "Deploying": what it sends when. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class LambdaIT {
  @Test
  void theInitialisationSendsNothingAndASecretIsFetchedOnce(LocalAws aws, Saigon saigon)
      throws Exception {
    aws.load(
            new JsonObject()
                .put("buckets", List.of("orders"))
                .put("secrets", new JsonObject().put("orders/bucket", "orders")))
        .await(30, SECONDS);
    saigon
        .storage()
        .upload(S3ObjectDescriptor.of("orders", "42"), Buffer.buffer("tea"))
        .await(30, SECONDS);

    Map<String, Integer> before = aws.requests();
    OrderHandler handler = new OrderHandler(aws.saigonOptions());
    assertThat(since(before, aws)).isEmpty();

    assertThat(handler.handleRequest(Map.of("key", "42"))).isEqualTo("tea");
    assertThat(handler.handleRequest(Map.of("key", "42"))).isEqualTo("tea");
    assertThat(since(before, aws))
        .containsEntry("secretsmanager.GetSecretValue", 1)
        .containsEntry("s3.GetObject", 2)
        .hasSize(2);
  }

  private static Map<String, Integer> since(Map<String, Integer> before, LocalAws aws) {
    Map<String, Integer> requests = new TreeMap<>(aws.requests());
    before.forEach((operation, number) -> requests.merge(operation, -number, Integer::sum));
    requests.values().removeIf(number -> number == 0);
    return requests;
  }
}
