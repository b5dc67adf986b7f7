package io.saigon.testkit;

import io.vertx.core.json.JsonObject;

/** A function in the place of one of AWS Lambda. */
@FunctionalInterface
public interface LambdaFunction {
  /**
   * Handles an event, on a worker thread, so that it may block and call the local AWS. The caller
   * of the service waits for its answer.
   *
   * @param event event of the service, which the function may change
   * @return the answer; for the triggers of user pools the event with its {@code response}
   * @throws Exception to refuse: a user pool passes the message on to its caller as that of a
   *     {@code UserLambdaValidationException}
   */
  JsonObject handle(JsonObject event) throws Exception;
}
