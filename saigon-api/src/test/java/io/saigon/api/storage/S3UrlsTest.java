package io.saigon.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3UrlsTest {
  @ParameterizedTest
  @CsvSource({
    "eu-west-1, https://orders.s3.eu-west-1.amazonaws.com/",
    "us-east-1, https://orders.s3.us-east-1.amazonaws.com/",
    "us-gov-west-1, https://orders.s3.us-gov-west-1.amazonaws.com/",
    "cn-north-1, https://orders.s3.cn-north-1.amazonaws.com.cn/",
    "us-iso-east-1, https://orders.s3.us-iso-east-1.c2s.ic.gov/",
    "us-isob-east-1, https://orders.s3.us-isob-east-1.sc2s.sgov.gov/",
    "us-isof-south-1, https://orders.s3.us-isof-south-1.csp.hci.ic.gov/",
    "eu-isoe-west-1, https://orders.s3.eu-isoe-west-1.cloud.adc-e.uk/",
    "eusc-de-east-1, https://orders.s3.eusc-de-east-1.amazonaws.eu/",
  })
  void eachPartitionHasItsSuffix(String region, String url) {
    assertThat(S3Urls.virtualHostObjectUrl(region, "orders", null)).hasToString(url);
  }

  @Test
  void aKeyIsPercentEncodedAndKeepsItsSlashes() {
    assertThat(S3Urls.virtualHostObjectUrl("eu-west-1", "orders", "/a//b c+d%20é漢😀:@=*~?#'.csv"))
        .hasToString(
            "https://orders.s3.eu-west-1.amazonaws.com//a//b%20c%2Bd%2520%C3%A9%E6%BC%A2%F0%9F%98%80"
                + "%3A%40%3D%2A~%3F%23%27.csv");
  }

  @Test
  void unreservedCharactersOfAKeyStayAsTheyAre() {
    assertThat(S3Urls.virtualHostObjectUrl("eu-west-1", "orders", "AZaz09-_.~@[`{/:"))
        .hasToString("https://orders.s3.eu-west-1.amazonaws.com/AZaz09-_.~%40%5B%60%7B/%3A");
  }

  @Test
  void aDottedBucketGetsThePathStyle() {
    assertThat(S3Urls.virtualHostObjectUrl("eu-west-1", "www.example.com", "a b"))
        .hasToString("https://s3.eu-west-1.amazonaws.com/www.example.com/a%20b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "A-bucket",
        "under_score",
        "-a-b",
        "a-b-",
        ".abc",
        "abc.",
        "a..b",
        "192.168.5.4",
        "a/b",
        "a b",
        "evil.com#",
        "orders@evil",
        "bücket",
        "zone--az1--x-s3",
        "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcd"
      })
  void aBucketThatS3DoesNotAllowIsRefused(String bucket) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Urls.virtualHostObjectUrl("eu-west-1", bucket, "k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eu", "eu-west", "EU-WEST-1", "eu-west-1.evil.com/", "eu-west-1 "})
  void aMalformedRegionIsRefused(String region) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Urls.virtualHostObjectUrl(region, "orders", "k"))
        .withMessageContaining("looks like eu-west-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ud83d"})
  void aKeyThatS3CannotHaveIsRefused(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Urls.virtualHostObjectUrl("eu-west-1", "orders", key));
  }

  @Property
  void everyKeyIsPathAndNothingElse(@ForAll @NotEmpty @StringLength(max = 250) String any) {
    String key = new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    URI url = S3Urls.virtualHostObjectUrl("eu-west-1", "orders", key);
    assertThat(url.getHost()).isEqualTo("orders.s3.eu-west-1.amazonaws.com");
    assertThat(url.getRawQuery()).isNull();
    assertThat(url.getRawFragment()).isNull();
    assertThat(url.toString()).matches("[A-Za-z0-9._~/:%-]+");
    assertThat(URLDecoder.decode(url.getRawPath().substring(1), StandardCharsets.UTF_8))
        .isEqualTo(key);
  }
}
