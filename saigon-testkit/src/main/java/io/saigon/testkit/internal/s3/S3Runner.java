package io.saigon.testkit.internal.s3;

/** An S3 server in a class loader of its own; every call blocks. */
public interface S3Runner {
  /** Starts the server and returns its port. */
  int start() throws Exception;

  void createBucket(String name) throws Exception;

  void stop() throws Exception;
}
