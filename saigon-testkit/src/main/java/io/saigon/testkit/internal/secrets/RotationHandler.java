package io.saigon.testkit.internal.secrets;

/** The function that a rotation calls, step by step. */
@FunctionalInterface
public interface RotationHandler {
  void rotate(String step, String secretArn, String token) throws Exception;
}
