package io.saigon.benchmarks.transfer;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** The SDK's transfer manager on CRT. */
final class ManagedTransfers implements TransferClient {
  private final S3TransferManager manager;

  ManagedTransfers(URI endpoint) {
    manager = S3TransferManager.builder().s3Client(AsyncTransfers.crtClient(endpoint)).build();
  }

  @Override
  public void download(Path file) throws Exception {
    manager
        .downloadFile(d -> d.getObjectRequest(AsyncTransfers.GET).destination(file))
        .completionFuture()
        .get();
  }

  @Override
  public void upload(Path file) throws Exception {
    manager
        .uploadFile(u -> u.putObjectRequest(AsyncTransfers.PUT).source(file))
        .completionFuture()
        .get();
  }

  @Override
  public void uploadStream(Path file) throws Exception {
    var body = AsyncRequestBody.forBlockingInputStream(Files.size(file));
    var upload = manager.upload(u -> u.putObjectRequest(AsyncTransfers.PUT).requestBody(body));
    AsyncTransfers.write(file, body::writeInputStream);
    upload.completionFuture().get();
  }
}
