package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.s3.access.Cors;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.Target;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** The answers to CORS preflight requests. */
final class Preflight {
  private final Buckets buckets;

  Preflight(Buckets buckets) {
    this.buckets = buckets;
  }

  /** Answers a preflight request, which nobody signs. */
  Reply answer(HttpServerRequest request, Target target) {
    if (target.bucket().isEmpty()) {
      throw S3Errors.methodNotAllowed("OPTIONS", target.resourceType());
    }
    Bucket bucket = buckets.find(target.bucket());
    Cors cors = bucket == null ? null : bucket.settings().get(Cors.class);
    Reply reply = Reply.of(200);
    Cors.preflight(bucket != null, cors, request.headers(), target.resourceType())
        .forEach(reply::header);
    return reply;
  }

  /** Returns the headers of an answer to another origin; none if its bucket allows it nothing. */
  Map<String, String> headers(HttpServerRequest request, Target target) {
    String origin = request.getHeader("Origin");
    if (origin == null
        || target.bucket().isEmpty()
        || request.method().equals(HttpMethod.OPTIONS)) {
      return Map.of();
    }
    Bucket bucket = buckets.find(target.bucket());
    Cors cors = bucket == null ? null : bucket.settings().get(Cors.class);
    String method = request.getHeader("Access-Control-Request-Method");
    return cors == null
        ? Map.of()
        : cors.actual(origin, method == null ? request.method().name() : method);
  }
}
