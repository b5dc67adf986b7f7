package io.saigon.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The principal of a key that a {@link LocalAws} gave out, and what its session was opened with.
 *
 * @param arn ARN of the principal, as {@code GetCallerIdentity} returns it: of a role's session
 *     {@code arn:aws:sts::000000000000:assumed-role/ROLE/SESSION}
 * @param policy session policy, or null
 * @param tags session tags
 * @param sourceIdentity source identity, or null
 */
public record LocalSession(
    String arn,
    @Nullable String policy,
    Map<String, String> tags,
    @Nullable String sourceIdentity) {}
