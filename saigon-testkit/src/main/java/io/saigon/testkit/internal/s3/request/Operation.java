package io.saigon.testkit.internal.s3.request;

import java.io.IOException;

/** An operation of S3; runs on a worker thread. */
@FunctionalInterface
public interface Operation {
  /** Answers a request, or throws an error of S3. */
  Reply run(S3Call call) throws IOException;
}
