package io.saigon.testkit.internal.s3.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.internal.s3.error.S3Error;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets and keys in paths and in host names. */
class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:4567, /b/k, b, k",
    "localhost:4567, /b/k/l, b, k/l",
    "s3.localhost, /b/k, b, k",
    "s3.eu-west-1.amazonaws.com, /b/k, b, k",
    "s3.amazonaws.com, /b/k, b, k",
    "b.localhost:4567, /k, b, k",
    "b.s3.localhost, /k, b, k",
    "b.c.s3.localhost, /k, b.c, k",
    "b.s3.amazonaws.com, /k, b, k",
    "b.s3.eu-west-1.amazonaws.com, /b/k, b, b/k",
    "b.s3.dualstack.eu-west-1.amazonaws.com, /k, b, k",
    "b.s3.cn-north-1.amazonaws.com.cn, /k, b, k",
    "x, /b//k, b, /k",
    "x, /b/./k, b, ./k",
    "x, /b/a/../k, b, a/../k",
    "x, /b/a%2Fb%20c+d%2B, b, a/b c d+",
  })
  void aBucketIsInThePathOrInTheHostName(String host, String path, String bucket, String key) {
    Target target = Target.of(host, path);
    assertThat(target.bucket()).isEqualTo(bucket);
    assertThat(target.key()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/b/%ff", "/%c3%28/k", "/b/%ed%a0%80"})
  void whatIsNoUtf8IsRefused(String path) {
    assertThatThrownBy(() -> Target.of("x", path))
        .isInstanceOfSatisfying(S3Error.class, e -> assertThat(e.code()).isEqualTo("InvalidURI"));
  }
}
