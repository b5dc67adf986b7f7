package io.saigon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.S3Urls;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Uri;
import software.amazon.awssdk.services.s3.S3Utilities;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** URLs and decoded keys beside those of the AWS SDK. */
class UrlOracleTest {
  private static String key(String any) {
    // The SDK refuses blank keys, which S3 takes.
    return "k" + new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Property(tries = 500)
  void urlsEqualThoseOfTheSdk(
      @ForAll("regions") String region,
      @ForAll("buckets") String bucket,
      @ForAll @NotEmpty @StringLength(max = 250) String any) {
    String key = key(any);
    S3Utilities sdk = S3Utilities.builder().region(Region.of(region)).build();
    String expected = sdk.getUrl(get -> get.bucket(bucket).key(key)).toString();
    assertThat(S3Urls.virtualHostObjectUrl(region, bucket, key)).hasToString(expected);
  }

  @Property(tries = 500)
  void theSdkParsesOurUrls(
      @ForAll("commercial") String region,
      @ForAll("buckets") String bucket,
      @ForAll @NotEmpty @StringLength(max = 250) String any) {
    URI url = S3Urls.virtualHostObjectUrl(region, bucket, key(any));
    S3Uri read = S3Utilities.builder().region(Region.of(region)).build().parseUri(url);
    assertThat(read.bucket()).contains(bucket);
    assertThat(read.key()).contains(key(any));
    assertThat(read.region()).contains(Region.of(region));
  }

  private static String decoded(String encodedKey) {
    JsonObject s3 =
        new JsonObject()
            .put("bucket", new JsonObject().put("name", "orders"))
            .put("object", new JsonObject().put("key", encodedKey));
    JsonObject record = new JsonObject().put("eventSource", "aws:s3").put("s3", s3);
    return S3ObjectDescriptor.fromEvent(
            new JsonObject().put("Records", new JsonArray().add(record)))
        .key();
  }

  @Property(tries = 500)
  void eventKeysAreDecodedAsByTheSdk(@ForAll("encoded") String encoded) {
    assertThat(decoded(encoded)).isEqualTo(SdkHttpUtils.urlDecode(encoded));
  }

  @Property(tries = 500)
  void keysThatTheSdkEncodesAreDecoded(@ForAll @NotEmpty @StringLength(max = 250) String any) {
    assertThat(decoded(SdkHttpUtils.urlEncode(key(any)))).isEqualTo(key(any));
    assertThat(decoded(SdkHttpUtils.urlEncodeIgnoreSlashes(key(any)))).isEqualTo(key(any));
  }

  /** Keys as they come in events: plain characters, pluses, and bytes of UTF-8 in hexadecimal. */
  @Provide
  Arbitrary<String> encoded() {
    Arbitrary<String> plain =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .excludeChars('%')
            .ofMinLength(1)
            .ofMaxLength(5);
    Arbitrary<String> hex = Arbitraries.strings().all().ofLength(1).map(SdkHttpUtils::urlEncode);
    return Arbitraries.oneOf(plain, hex, hex.map(h -> h.toLowerCase(java.util.Locale.ROOT)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> commercial() {
    return Arbitraries.of("eu-west-1", "us-west-2", "ap-southeast-3", "us-gov-west-1");
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
