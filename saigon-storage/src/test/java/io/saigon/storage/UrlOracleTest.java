package io.saigon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.storage.S3Urls;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Utilities;

/** URLs beside those of the AWS SDK. */
class UrlOracleTest {
  @Property(tries = 500)
  void urlsAreThoseOfTheSdk(
      @ForAll("regions") String region,
      @ForAll("buckets") String bucket,
      @ForAll @NotEmpty @StringLength(max = 250) String any) {
    // The SDK refuses blank keys, which S3 takes.
    String key = "k" + new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    S3Utilities sdk = S3Utilities.builder().region(Region.of(region)).build();
    String expected = sdk.getUrl(get -> get.bucket(bucket).key(key)).toString();
    assertThat(S3Urls.virtualHostObjectUrl(region, bucket, key)).hasToString(expected);
  }

  @Provide
  Arbitrary<String> regions() {
    return Arbitraries.of(
        "eu-west-1",
        "us-west-2",
        "ap-southeast-3",
        "cn-north-1",
        "cn-northwest-1",
        "us-gov-west-1",
        "us-iso-east-1",
        "us-isob-east-1",
        "eusc-de-east-1");
  }

  @Provide
  Arbitrary<String> buckets() {
    return Arbitraries.of("orders", "a-b-c", "123", "www.example.com", "x.y-z");
  }
}
