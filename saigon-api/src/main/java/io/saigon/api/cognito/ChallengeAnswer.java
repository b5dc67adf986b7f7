package io.saigon.api.cognito;

import java.util.Map;
import java.util.Objects;

/**
 * A user's answer to a challenge, created by the challenge itself; the responses are left out of
 * {@link #toString()}.
 *
 * @param challenge the challenge
 * @param responses values by Cognito's names, without user name and secret hash
 */
public record ChallengeAnswer(Challenge challenge, Map<String, String> responses) {
  /**
   * Creates an answer, and checks that every response has a value.
   *
   * @param challenge the challenge
   * @param responses values by Cognito's names, without user name and secret hash
   * @throws IllegalArgumentException if a response is empty
   */
  public ChallengeAnswer {
    Objects.requireNonNull(challenge, "challenge");
    Objects.requireNonNull(responses, "responses");
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
