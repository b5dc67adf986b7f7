package io.saigon.storage.s3;

import static io.saigon.testkit.Await.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.storage.PresignedRequest;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.storage.StorageFixture;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class PresignedRequestIT extends StorageFixture {
  @Test
  void aPresignedRequestWorksAsLongAsItSays() throws Exception {
    Duration validity = Duration.ofMinutes(1);
    Instant before = Instant.now();
    PresignedRequest get =
        await(storages.storage().presignGet(uploaded("brief", random(5)), validity));
    assertThat(get.expiration())
        .isBetween(before.plus(validity).minusSeconds(1), Instant.now().plus(validity));
    assertThat(open(get).getResponseCode()).isEqualTo(200);
    aws.clock().advance(validity);
    try {
      assertThat(open(get).getResponseCode()).isEqualTo(403);
    } finally {
      aws.clock().advance(validity.negated());
    }
  }

  @Test
  void presignedRequestsWorkWithAnyClient() throws Exception {
    S3ObjectDescriptor object = object("pre signed/é");
    UploadOptions csv = UploadOptions.defaults().withContentType("text/csv");
    PresignedRequest put = await(storages.storage().presignPut(object, Duration.ofMinutes(5), csv));
    HttpURLConnection upload = open(put);
    upload.setDoOutput(true);
    upload.getOutputStream().write("by hand".getBytes(UTF_8));
    assertThat(upload.getResponseCode()).isEqualTo(200);
    PresignedRequest get = await(storages.storage().presignGet(object, Duration.ofMinutes(5)));
    assertThat(get.headers()).isEmpty();
    assertThat(open(get).getInputStream()).hasContent("by hand");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> storages.storage().presignGet(object("x"), Duration.ofDays(8)))
        .withMessageContaining("7 days");
  }

  private HttpURLConnection open(PresignedRequest request)
      throws IOException, GeneralSecurityException {
    HttpsURLConnection connection = (HttpsURLConnection) request.uri().toURL().openConnection();
    TrustManagerFactory authorities =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    authorities.init(aws.trustStore());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, authorities.getTrustManagers(), null);
    connection.setSSLSocketFactory(context.getSocketFactory());
    connection.setRequestMethod(request.method().name());
    request.headers().forEach(connection::setRequestProperty);
    return connection;
  }
}
