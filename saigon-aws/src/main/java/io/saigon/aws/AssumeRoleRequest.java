package io.saigon.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A role to assume, by the names of STS's action AssumeRole. Policies and the external id are left
 * out of {@link #toString()}.
 *
 * @param roleArn ARN of the role
 * @param sessionName name of the session in CloudTrail, or null for one that is made up
 * @param duration lifetime of the credentials, 15 minutes to 12 hours, or null for STS's default of
 *     one hour; a role that was assumed with a role's credentials has one hour at most
 * @param externalId external id that the role's owner asked for, or null
 * @param policy session policy as JSON, which narrows the role's own policies, or null
 * @param policyArns managed policies that narrow the role's own policies as well
 * @param tags session tags
 * @param transitiveTagKeys keys of session tags that roles assumed from this one inherit
 * @param sourceIdentity source identity, or null
 */
public record AssumeRoleRequest(
    String roleArn,
    @Nullable String sessionName,
    @Nullable Duration duration,
    @Nullable String externalId,
    @Nullable String policy,
    List<String> policyArns,
    Map<String, String> tags,
    Set<String> transitiveTagKeys,
    @Nullable String sourceIdentity) {
  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{2,64}");

  /**
   * Creates a request, checks its parts and copies its collections.
   *
   * @param roleArn ARN of the role
   * @param sessionName name of the session, or null
   * @param duration lifetime of the credentials, 15 minutes to 12 hours, or null
   * @param externalId external id, or null
   * @param policy session policy as JSON, or null
   * @param policyArns managed session policies
   * @param tags session tags
   * @param transitiveTagKeys keys of tags that are inherited
   * @param sourceIdentity source identity, or null
   * @throws IllegalArgumentException if a part does not have the form that STS requires
   */
  public AssumeRoleRequest {
    Objects.requireNonNull(policyArns, "policyArns");
    Objects.requireNonNull(tags, "tags");
    Objects.requireNonNull(transitiveTagKeys, "transitiveTagKeys");
    if (!Objects.requireNonNull(roleArn, "roleArn").startsWith("arn:")) {
      throw new IllegalArgumentException(
          "roleArn must look like arn:aws:iam::123456789012:role/name");
    }
    checkName("sessionName", sessionName);
    checkName("sourceIdentity", sourceIdentity);
    if (duration != null && (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException("duration must be between 15 minutes and 12 hours");
    }
    policyArns = List.copyOf(policyArns);
    tags = Map.copyOf(tags);
    transitiveTagKeys = Set.copyOf(transitiveTagKeys);
  }

  private static void checkName(String name, @Nullable String value) {
    if (value != null && !NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          name + " must have 2 to 64 characters: letters, digits and _+=,.@-");
    }
  }

  /**
   * Creates a request for a role with STS's defaults.
   *
   * @param roleArn ARN of the role
   * @return the request
   */
  public static AssumeRoleRequest of(String roleArn) {
    return new AssumeRoleRequest(
        roleArn, null, null, null, null, List.of(), Map.of(), Set.of(), null);
  }

  /**
   * Returns this request with another session name.
   *
   * @param sessionName 2 to 64 letters, digits or {@code _+=,.@-}
   * @return the new request
   */
  public AssumeRoleRequest withSessionName(String sessionName) {
    return with(copy -> copy.sessionName = Objects.requireNonNull(sessionName, "sessionName"));
  }

  /**
   * Returns this request with another lifetime of the credentials.
   *
   * @param duration 15 minutes to 12 hours, and not more than the role allows
   * @return the new request
   */
  public AssumeRoleRequest withDuration(Duration duration) {
    return with(copy -> copy.duration = Objects.requireNonNull(duration, "duration"));
  }

  /**
   * Returns this request with another external id.
   *
   * @param externalId id that the role's owner asked for
   * @return the new request
   */
  public AssumeRoleRequest withExternalId(String externalId) {
    return with(copy -> copy.externalId = Objects.requireNonNull(externalId, "externalId"));
  }

  /**
   * Returns this request with another session policy.
   *
   * @param policy policy as JSON
   * @return the new request
   */
  public AssumeRoleRequest withPolicy(String policy) {
    return with(copy -> copy.policy = Objects.requireNonNull(policy, "policy"));
  }

  /**
   * Returns this request with other managed session policies.
   *
   * @param policyArns ARNs of the policies
   * @return the new request
   */
  public AssumeRoleRequest withPolicyArns(List<String> policyArns) {
    Objects.requireNonNull(policyArns, "policyArns");
    return with(copy -> copy.policyArns = policyArns);
  }

  /**
   * Returns this request with other session tags.
   *
   * @param tags values by their keys
   * @return the new request
   */
  public AssumeRoleRequest withTags(Map<String, String> tags) {
    Objects.requireNonNull(tags, "tags");
    return with(copy -> copy.tags = tags);
  }

  /**
   * Returns this request with other tags that are inherited.
   *
   * @param transitiveTagKeys keys of session tags
   * @return the new request
   */
  public AssumeRoleRequest withTransitiveTagKeys(Set<String> transitiveTagKeys) {
    Objects.requireNonNull(transitiveTagKeys, "transitiveTagKeys");
    return with(copy -> copy.transitiveTagKeys = transitiveTagKeys);
  }

  /**
   * Returns this request with another source identity.
   *
   * @param sourceIdentity 2 to 64 letters, digits or {@code _+=,.@-}
   * @return the new request
   */
  public AssumeRoleRequest withSourceIdentity(String sourceIdentity) {
    return with(
        copy -> copy.sourceIdentity = Objects.requireNonNull(sourceIdentity, "sourceIdentity"));
  }

  /** Returns the parameters of the action, without one for the session's name if it has none. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "RoleArn", roleArn);
    put(parameters, "RoleSessionName", sessionName);
    put(
        parameters,
        "DurationSeconds",
        duration == null ? null : String.valueOf(duration.toSeconds()));
    put(parameters, "ExternalId", externalId);
    put(parameters, "Policy", policy);
    for (int i = 0; i < policyArns.size(); i++) {
      put(parameters, "PolicyArns.member." + (i + 1) + ".arn", policyArns.get(i));
    }
    int tag = 0;
    for (Map.Entry<String, String> entry : new TreeMap<>(tags).entrySet()) {
      tag++;
      put(parameters, "Tags.member." + tag + ".Key", entry.getKey());
      put(parameters, "Tags.member." + tag + ".Value", entry.getValue());
    }
    List<String> keys = new ArrayList<>(new TreeSet<>(transitiveTagKeys));
    for (int i = 0; i < keys.size(); i++) {
      put(parameters, "TransitiveTagKeys.member." + (i + 1), keys.get(i));
    }
    put(parameters, "SourceIdentity", sourceIdentity);
    return parameters;
  }

  private static void put(Map<String, String> parameters, String name, @Nullable String value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }

  private AssumeRoleRequest with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return new AssumeRoleRequest(
        roleArn,
        copy.sessionName,
        copy.duration,
        copy.externalId,
        copy.policy,
        copy.policyArns,
        copy.tags,
        copy.transitiveTagKeys,
        copy.sourceIdentity);
  }

  private static final class Copy {
    private @Nullable String sessionName;
    private @Nullable Duration duration;
    private @Nullable String externalId;
    private @Nullable String policy;
    private List<String> policyArns;
    private Map<String, String> tags;
    private Set<String> transitiveTagKeys;
    private @Nullable String sourceIdentity;

    Copy(AssumeRoleRequest from) {
      sessionName = from.sessionName;
      duration = from.duration;
      externalId = from.externalId;
      policy = from.policy;
      policyArns = from.policyArns;
      tags = from.tags;
      transitiveTagKeys = from.transitiveTagKeys;
      sourceIdentity = from.sourceIdentity;
    }
  }

  @Override
  public String toString() {
    return "AssumeRoleRequest[roleArn=" + roleArn + ", sessionName=" + sessionName + "]";
  }
}
