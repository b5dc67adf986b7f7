package io.saigon.testkit;

import io.saigon.testkit.internal.metadata.TaskCredentials;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An ECS task with the role {@code task}, by the credentials endpoint of its agent. Faults have the
 * target {@code ecs-agent}.
 */
public final class LocalTask extends LocalWorkload {
  private final URI endpoint;
  private final String path;

  LocalTask(TaskCredentials task, URI endpoint, Supplier<Map<String, String>> environment) {
    super(task.keys(), environment);
    this.endpoint = endpoint;
    this.path = task.path();
  }

  /** The address of the agent is fixed in AWS; the SDK for Java and saigon take another. */
  @Override
  void addVariables(Map<String, String> variables) {
    variables.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", path);
    variables.put("AWS_CONTAINER_SERVICE_ENDPOINT", endpoint.toString());
  }

  /**
   * Returns the environment with the full URI of the credentials, for clients that know no other
   * host than AWS's for a relative one.
   *
   * @return values by variable
   */
  public Map<String, String> environmentWithFullUri() {
    Map<String, String> variables = common();
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint + path);
    return Collections.unmodifiableMap(variables);
  }
}
