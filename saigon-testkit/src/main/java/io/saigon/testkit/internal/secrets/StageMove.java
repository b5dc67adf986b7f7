package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * UpdateSecretVersionStage: moves a stage to another version, if the caller names its current one.
 */
record StageMove(Secret secret, String stage, @Nullable String from, @Nullable String to) {

  void make(Instant now) {
    SecretVersion holder = secret.staged(stage).orElse(null);
    if (from != null && (holder == null || !holder.id().equals(from))) {
      throw refused(
          "The staging label %s is not currently attached to version %s.".formatted(stage, from));
    }
    if (to == null) {
      remove(holder);
      return;
    }
    SecretVersion target =
        secret
            .version(to)
            .orElseThrow(
                () ->
                    new AwsError(
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret value for VersionId: "
                            + to));
    if (holder != null && from == null && !holder.id().equals(to)) {
      throw refused(
          ("The parameter RemoveFromVersionId can't be empty. Staging label %s is currently attached"
                  + " to version %s, so you must explicitly reference that version in"
                  + " RemoveFromVersionId.")
              .formatted(stage, holder.id()));
    }
    secret.move(stage, target, now);
  }

  private void remove(@Nullable SecretVersion holder) {
    if (from == null || holder == null) {
      throw refused("You must specify RemoveFromVersionId or MoveToVersionId.");
    }
    if (stage.equals(Secret.CURRENT)) {
      throw refused(
          "You can only move staging label AWSCURRENT to a different secret version. It can't be"
              + " completely removed.");
    }
    holder.stages().remove(stage);
  }

  private static AwsError refused(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
