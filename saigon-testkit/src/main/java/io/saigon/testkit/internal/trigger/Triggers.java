package io.saigon.testkit.internal.trigger;

import io.saigon.testkit.internal.lambda.Lambdas;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the functions of triggers, on the thread of the request that waits for them. */
public final class Triggers {
  private final Lambdas lambdas;
  private final String region;
  private final Operations operations;

  public Triggers(Lambdas lambdas, String region, Operations operations) {
    this.lambdas = lambdas;
    this.region = region;
    this.operations = operations;
  }

  /** Returns the answer of a trigger's function, or empty if the pool has none. */
  public Optional<TriggerResponse> call(LambdaConfig config, TriggerEvent event) {
    String arn = config.function(event.trigger());
    return arn == null ? Optional.empty() : Optional.of(called(arn, event));
  }

  private TriggerResponse called(String arn, TriggerEvent event) {
    String name = event.trigger().member();
    Lambdas.Handler handler =
        lambdas
            .find(arn)
            .orElseThrow(
                () ->
                    new AwsError(
                        "UnexpectedLambdaException",
                        "%s invocation failed due to error ResourceNotFoundException: no function has the ARN %s; a test registers one by LocalAws.lambda(arn, function)."
                            .formatted(name, arn)));
    JsonObject given = event.toJson(region).copy();
    // A function may call Cognito itself.
    JsonObject answer = operations.unlocked(() -> answer(handler, name, given));
    if (!(answer.getValue("response") instanceof JsonObject response)) {
      throw TriggerResponse.unrecognizable();
    }
    return new TriggerResponse(response);
  }

  private static JsonObject answer(Lambdas.Handler handler, String name, JsonObject event) {
    try {
      return normal(handler.handle(event));
    } catch (AwsError e) {
      throw e;
    } catch (Exception e) {
      throw new AwsError(
          "UserLambdaValidationException",
          "%s failed with error %s."
              .formatted(name, e.getMessage() == null ? e.getClass().getName() : e.getMessage()));
    }
  }

  /** Returns the answer as it would arrive over the wire. */
  private static JsonObject normal(@Nullable JsonObject answer) {
    if (answer == null) {
      throw TriggerResponse.unrecognizable();
    }
    try {
      return new JsonObject(answer.encode());
    } catch (EncodeException | DecodeException e) {
      throw TriggerResponse.invalid("Invalid lambda function output : Invalid JSON");
    }
  }
}
