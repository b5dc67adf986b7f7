package io.saigon.testkit;

import io.saigon.testkit.internal.metadata.PodIdentity;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An EKS pod of the service account {@code system:serviceaccount:default:local} with the role
 * {@code pod}, by EKS Pod Identity or by a web identity token (IRSA). Its tokens are in files, are
 * valid for a day by the clock of the local AWS, and are deleted when that stops. Faults have the
 * targets {@code eks-pod-identity} and {@code sts.AssumeRoleWithWebIdentity}.
 */
public final class LocalPod extends LocalWorkload {
  private final PodIdentity pod;
  private final URI endpoint;

  LocalPod(PodIdentity pod, URI endpoint, Supplier<Map<String, String>> environment) {
    super(pod.keys(), environment);
    this.pod = pod;
    this.endpoint = endpoint;
  }

  /** EKS Pod Identity. */
  @Override
  void addVariables(Map<String, String> variables) {
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint + PodIdentity.PATH);
    variables.put(
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        pod.files().file("eks-pod-identity-token", pod::agentToken).toString());
  }

  /**
   * Returns the environment with a web identity token in place of EKS Pod Identity.
   *
   * @return values by variable
   */
  public Map<String, String> webIdentityEnvironment() {
    Map<String, String> variables = common();
    variables.put("AWS_ROLE_ARN", pod.roleArn());
    variables.put(
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        pod.files().file("eks-web-identity-token", pod::stsToken).toString());
    return Collections.unmodifiableMap(variables);
  }

  /** Writes new tokens into the files, as a kubelet does from time to time. */
  public void renewTokens() {
    pod.files().renew();
  }
}
