package io.saigon.testkit.internal.metadata;

import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.FaultyAnswer;
import io.saigon.testkit.internal.wire.Guarded;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serves what AWS has at link-local addresses: instance metadata and the agents of containers. */
public final class MetadataFront {
  private final Vertx vertx;
  private final Answers answers;
  private final Faults faults;
  private final InstanceMetadata instance;
  private final TaskCredentials task;
  private final PodIdentity pod;

  public MetadataFront(
      Vertx vertx,
      Answers answers,
      Faults faults,
      InstanceMetadata instance,
      TaskCredentials task,
      PodIdentity pod) {
    this.vertx = vertx;
    this.answers = answers;
    this.faults = faults;
    this.instance = instance;
    this.task = task;
    this.pod = pod;
  }

  /** Returns the targets of faults. */
  public static Map<String, Set<String>> faultTargets() {
    return Map.of(
        InstanceMetadata.SERVICE, InstanceMetadata.OPERATIONS,
        TaskCredentials.SERVICE, Set.of(),
        PodIdentity.SERVICE, Set.of());
  }

  /** Answers a request, whatever fails. */
  public void handle(HttpServerRequest request) {
    Guarded.run(request, error -> refuse(request, error), () -> dispatch(request));
  }

  private void refuse(HttpServerRequest request, AwsError error) {
    Reply.refusal(error).send(answers, request, false);
  }

  private void dispatch(HttpServerRequest request) {
    String path = request.path();
    if (path.startsWith("/latest/")) {
      serve(request, InstanceMetadata.SERVICE, InstanceMetadata.operation(path), instance::reply);
    } else if (path.startsWith(TaskCredentials.PREFIX)) {
      serve(request, TaskCredentials.SERVICE, "", task::reply);
    } else if (path.equals(PodIdentity.PATH)) {
      serve(request, PodIdentity.SERVICE, "", pod::reply);
    } else {
      Reply.refusal(404).send(answers, request, false);
    }
  }

  private interface Service {
    @Nullable Reply reply(HttpServerRequest request);
  }

  private void serve(HttpServerRequest request, String service, String operation, Service handler) {
    answers.count(request, service, operation);
    Optional<Fault> fault = faults.take(service, operation);
    boolean truncated = fault.filter(Fault.Truncation.class::isInstance).isPresent();
    FaultyAnswer.run(
        vertx,
        request,
        fault,
        new AwsError(429, "ThrottlingException", "Too many requests"),
        () ->
            vertx
                .executeBlocking(() -> Optional.ofNullable(handler.reply(request)), false)
                .onSuccess(
                    found ->
                        Guarded.run(
                            request,
                            error -> refuse(request, error),
                            () ->
                                found.ifPresent(reply -> reply.send(answers, request, truncated))))
                .onFailure(e -> refuse(request, Guarded.asError(e))),
        error -> refuse(request, error));
  }
}
