package io.saigon.testkit;

import io.saigon.testkit.internal.userpool.CustomAuthentication;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/** A custom authentication with one challenge. */
final class OneQuestion implements CustomAuthentication {
  private final Map<String, String> parameters;
  private final BiPredicate<String, String> check;
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  OneQuestion(Map<String, String> parameters, BiPredicate<String, String> check) {
    this.parameters = parameters;
    this.check = check;
  }

  @Override
  public Optional<Map<String, String>> question(String username) {
    return answered.remove(username) ? Optional.empty() : Optional.of(parameters);
  }

  @Override
  public boolean accepts(String username, String answer) {
    return check.test(username, answer) && answered.add(username);
  }
}
