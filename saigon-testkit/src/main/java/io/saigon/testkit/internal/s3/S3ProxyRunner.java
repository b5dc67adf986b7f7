package io.saigon.testkit.internal.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * S3Proxy with its objects in memory, on loopback. It checks no signatures: {@link S3Front} stands
 * before it and does, with session tokens, signed trailers and the clock of the local AWS.
 */
public final class S3ProxyRunner implements S3Runner {
  private final BlobStore store = new TransientNio2BlobStore();
  private final S3Proxy proxy =
      S3Proxy.builder()
          .blobStore(store)
          .endpoint(URI.create("http://127.0.0.1:0"))
          .ignoreUnknownHeaders(true)
          .stopTimeout(0)
          .build();

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
