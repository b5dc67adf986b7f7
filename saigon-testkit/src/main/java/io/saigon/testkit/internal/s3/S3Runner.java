package io.saigon.testkit.internal.s3;

/** What is used of an S3 server that lives in a class loader of its own; every call blocks. */
public interface S3Runner {
  /** Starts it and tells its port. */
  int start() throws Exception;

  void createBucket(String name) throws Exception;

  void stop() throws Exception;
}
