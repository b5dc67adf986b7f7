package io.saigon.api.cognito;

import java.util.Map;
import java.util.Objects;

/**
 * A user's answer to a challenge, made by the challenge itself; the responses are left out of
 * {@link #toString()}.
 *
 * @param challenge what was asked
 * @param responses as Cognito names them, without user name and secret hash
 */
public record ChallengeAnswer(Challenge challenge, Map<String, String> responses) {
  /** Checks that every response has a value. */
  public ChallengeAnswer {
    Objects.requireNonNull(challenge, "challenge");
    responses = Map.copyOf(responses);
    responses.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            throw new IllegalArgumentException("The answer " + name + " must not be empty");
          }
        });
  }

  @Override
  public String toString() {
    return "ChallengeAnswer[challenge=" + challenge + "]";
  }
}
