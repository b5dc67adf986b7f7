package io.saigon.testkit.internal.s3;

import java.net.URI;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** S3Proxy with its objects in memory. */
public final class S3ProxyRunner implements S3Runner {
  private final BlobStore store = new TransientNio2BlobStore();
  private final S3Proxy proxy;

  /**
   * @param secrets the secret of an access key's id, or null if that key is not accepted
   */
  public S3ProxyRunner(
      String host,
      Integer port,
      UnaryOperator<@Nullable String> secrets,
      String key,
      String secret) {
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
          String found = secrets.apply(identity);
          return found == null ? null : new AccessGrant(found, store);
        });
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
