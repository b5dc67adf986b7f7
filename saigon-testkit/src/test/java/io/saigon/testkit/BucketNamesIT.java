package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3's rules for the names of buckets, for buckets of a test and of a client. */
@ExtendWith(LocalAwsExtension.class)
class BucketNamesIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "b",
        "ab",
        "Bucket",
        "a_b",
        "-abc",
        "abc-",
        ".abc",
        "a..b",
        "192.168.5.4",
        "xn--abc",
        "abc-s3alias",
        "abc--x-s3",
        "a123456789012345678901234567890123456789012345678901234567890123"
      })
  void aNameThatBreaksTheRulesIsRefusedWithThem(String name, LocalAws aws) {
    assertThatThrownBy(() -> aws.createBucket(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A bucket's name must have 3 to 63 lower-case letters")
        .hasMessageEndingWith("but is " + name);
    JsonObject fixture = new JsonObject().put("buckets", JsonArray.of(name));
    assertThatThrownBy(() -> aws.load(fixture)).isInstanceOf(IllegalArgumentException.class);
    HttpResponse<String> answer = S3Wire.admin(aws).hashed("PUT", "/" + name, new byte[0]).send();
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "<Code>InvalidBucketName</Code><Message>The specified bucket is not valid.</Message>")
        .contains("<BucketName>" + name + "</BucketName>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.b",
        "1-2",
        "192.168.5.4a",
        "a12345678901234567890123456789012345678901234567890123456789012"
      })
  void aNameWithinTheRulesIsAccepted(String name, LocalAws aws) throws Exception {
    aws.createBucket(name).toCompletionStage().toCompletableFuture().get();
    assertThat(Clients.s3(aws).listBuckets().buckets())
        .extracting(bucket -> bucket.name())
        .contains(name);
    String other = "c" + name.substring(1);
    HttpResponse<String> answer =
        S3Wire.admin(aws).hashed("PUT", "/" + other, S3Wire.location(aws)).send();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
