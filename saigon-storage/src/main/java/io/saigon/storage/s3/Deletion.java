package io.saigon.storage.s3;

import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes objects, as many in one request as S3 takes. */
public final class Deletion {
  // "DeleteObjects" in the API reference of S3.
  private static final int MAX_PER_REQUEST = 1000;

  private final S3Calls calls;
  private final Queue<DeleteObjectsRequest> requests = new ArrayDeque<>();
  private final int count;
  private int failed;
  private @Nullable String first;

  private Deletion(S3Calls calls, Collection<S3ObjectDescriptor> targets) {
    this.calls = calls;
    this.count = targets.size();
    targets.stream().collect(Collectors.groupingBy(S3ObjectDescriptor::bucket)).forEach(this::add);
  }

  private void add(String bucket, List<S3ObjectDescriptor> targets) {
    for (int from = 0; from < targets.size(); from += MAX_PER_REQUEST) {
      List<ObjectIdentifier> objects = new ArrayList<>();
      for (S3ObjectDescriptor target :
          targets.subList(from, Math.min(from + MAX_PER_REQUEST, targets.size()))) {
        objects.add(
            ObjectIdentifier.builder().key(target.key()).versionId(target.versionId()).build());
      }
      requests.add(
          DeleteObjectsRequest.builder()
              .bucket(bucket)
              .delete(Delete.builder().objects(objects).quiet(true).build())
              .build());
    }
  }

  /** Deletes one object, or one version of it. */
  public static Future<Void> one(S3Calls calls, S3ObjectDescriptor target) {
    return calls
        .call(
            client ->
                client.deleteObject(
                    delete ->
                        delete
                            .bucket(target.bucket())
                            .key(target.key())
                            .versionId(target.versionId())))
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(S3Failures.reading(target, failure)));
  }

  /** Deletes many objects; fails at the end if S3 did not delete some of them. */
  public static Future<Void> all(S3Calls calls, Collection<S3ObjectDescriptor> targets) {
    return new Deletion(calls, targets).run();
  }

  private Future<Void> run() {
    DeleteObjectsRequest request = requests.poll();
    if (request == null) {
      return first == null ? Future.succeededFuture() : Future.failedFuture(notAll(first));
    }
    return calls
        .call(client -> client.deleteObjects(request))
        .recover(failure -> Future.failedFuture(S3Failures.bucket(request.bucket(), failure)))
        .compose(
            answer -> {
              countErrors(request.bucket(), answer);
              return run();
            });
  }

  private void countErrors(String bucket, DeleteObjectsResponse answer) {
    for (S3Error error : answer.errors()) {
      if (first == null) {
        S3ObjectDescriptor object =
            S3ObjectDescriptor.of(bucket, Objects.requireNonNullElse(error.key(), "?"));
        first = S3Failures.name(object) + ": " + error.code();
      }
      failed++;
    }
  }

  private ObjectException notAll(String example) {
    return new ObjectException(
        Reason.NOT_DELETED,
        "%d of %d objects were not deleted; one of them is %s".formatted(failed, count, example),
        null,
        null);
  }
}
