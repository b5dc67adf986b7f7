package io.saigon.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathStyleTest {
  @ParameterizedTest
  @CsvSource({
    "https://s3.eu-west-1.amazonaws.com, false",
    "https://bucket.vpce-1a2b.s3.us-east-1.vpce.amazonaws.com, false",
    "https://s3.cn-north-1.amazonaws.com.cn, false",
    "https://S3.US-ISO-EAST-1.C2S.IC.GOV, false",
    "http://127.0.0.1:9000, true",
    "http://minio:9000, true",
    "https://storage.example.com, true",
    "https://evilamazonaws.com, true",
  })
  void serversOtherThanAwsGetTheBucketInThePath(URI endpoint, boolean pathStyle) {
    SaigonOptions options = SaigonOptions.defaults();
    assertThat(PathStyle.of(options.withEndpoint(endpoint))).isEqualTo(pathStyle);
    assertThat(PathStyle.of(options.withEndpoint("s3", endpoint))).isEqualTo(pathStyle);
  }

  @Test
  void theSettingWins() {
    SaigonOptions local =
        SaigonOptions.defaults().withEndpoint(URI.create("http://minio.example.com"));
    assertThat(PathStyle.of(local.withSettings("s3", new JsonObject().put("pathStyle", false))))
        .isFalse();
    assertThatThrownBy(
            () -> PathStyle.of(local.withSettings("s3", new JsonObject().put("pathStyle", "yes"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("The setting pathStyle of s3 must be true or false");
  }
}
