package io.saigon.testkit.internal.userpool;

import java.util.Map;
import java.util.Optional;

/** Custom challenges of a test, in place of a pool's Lambda triggers. */
public interface CustomAuthentication {
  /** Returns the parameters of the next challenge, or empty when the user is logged in. */
  Optional<Map<String, String>> question(String username);

  /** Returns whether an answer to the last challenge is right; a wrong one ends the login. */
  boolean accepts(String username, String answer);
}
