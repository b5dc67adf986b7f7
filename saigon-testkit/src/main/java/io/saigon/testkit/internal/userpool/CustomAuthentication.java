package io.saigon.testkit.internal.userpool;

import java.util.Map;
import java.util.Optional;

/** Questions of the test's own, in the place of a pool's Lambda triggers. */
public interface CustomAuthentication {
  /** The parameters of the next question, or empty when the user is logged in. */
  Optional<Map<String, String>> question(String username);

  /** Whether an answer to the last question is right; a wrong one ends the login. */
  boolean accepts(String username, String answer);
}
