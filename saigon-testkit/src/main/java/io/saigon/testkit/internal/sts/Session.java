package io.saigon.testkit.internal.sts;

import io.saigon.testkit.internal.auth.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The session that a key belongs to.
 *
 * @param policy session policy, or null
 * @param tags session tags
 * @param transitiveTags those that the sessions get that its keys open
 * @param sourceIdentity source identity, or null
 */
public record Session(
    Principal principal,
    @Nullable String policy,
    Map<String, String> tags,
    Map<String, String> transitiveTags,
    @Nullable String sourceIdentity) {
  static Session of(Principal principal) {
    return new Session(principal, null, Map.of(), Map.of(), null);
  }
}
