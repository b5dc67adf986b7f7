package io.saigon.testkit.internal.s3;

import java.net.URI;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3Proxy with its objects in memory. */
public final class S3ProxyRunner implements S3Runner {
  private final BlobStore store = new TransientNio2BlobStore();
  private final S3Proxy proxy;

  public S3ProxyRunner(String host, Integer port, S3Keys keys, String key, String secret) {
    proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(
                URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, key, secret)
            .ignoreUnknownHeaders(true)
            .stopTimeout(0)
            .build();
    proxy.setBlobStoreLocator(
        (identity, bucket, blob) -> {
          String found = asked(keys, identity);
          return found == null ? null : new AccessGrant(found, store);
        });
  }

  private static @Nullable String asked(S3Keys keys, @Nullable String identity) {
    try {
      return keys.secretOf(identity);
    } catch (S3Keys.Refusal e) {
      throw S3Exception.builder()
          .message(e.getMessage())
          .statusCode(e.status())
          .awsErrorDetails(
              AwsErrorDetails.builder().errorCode(e.code()).errorMessage(e.getMessage()).build())
          .build();
    }
  }

  @Override
  public int start() throws Exception {
    proxy.start();
    return proxy.getPort();
  }

  @Override
  public void createBucket(String name) {
    store.createContainer(CreateBucketRequest.builder().bucket(name).build());
  }

  @Override
  public void stop() throws Exception {
    proxy.stop();
    store.close();
  }
}
