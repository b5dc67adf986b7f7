package io.saigon.testkit;

/** Rotates a secret, in the place of the Lambda function that Secrets Manager would call. */
@FunctionalInterface
public interface SecretRotation {
  /**
   * Takes one step of a rotation, on a worker thread, so that it may block. A step that throws ends
   * the rotation, which stays incomplete until it is started again.
   *
   * @param step {@code createSecret}, {@code setSecret}, {@code testSecret}, {@code finishSecret},
   *     in this order
   * @param secretId the secret's ARN
   * @param clientRequestToken id of the version with the stage {@code AWSPENDING}, which {@code
   *     createSecret} gives a value and {@code finishSecret} makes current
   * @throws Exception if the step fails
   */
  void rotate(String step, String secretId, String clientRequestToken) throws Exception;
}
