package io.saigon.testkit;

import io.saigon.testkit.internal.sts.Role;
import java.time.Duration;
import java.util.Objects;

/**
 * A role of the account of a {@link LocalAws}. Its credentials have the administrator's rights:
 * there are no policies. Unless conditions are set, any principal of the account and any OpenID
 * Connect token that STS takes may assume it.
 */
public final class LocalRole {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofHours(12);

  private final Role role;

  LocalRole(Role role) {
    this.role = role;
  }

  Role role() {
    return role;
  }

  /**
   * Returns the name of the role.
   *
   * @return name
   */
  public String name() {
    return role.name();
  }

  /**
   * Returns the ARN of the role.
   *
   * @return ARN, such as {@code arn:aws:iam::000000000000:role/orders}
   */
  public String arn() {
    return role.arn();
  }

  /**
   * Sets the longest session that may be asked of STS, 1 hour unless it is set.
   *
   * @param duration 1 to 12 hours
   * @throws IllegalArgumentException if it is shorter or longer
   */
  public void maxSessionDuration(Duration duration) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("duration must be between 1 and 12 hours");
    }
    role.maxSessionDuration(duration);
  }

  /**
   * Restricts the role to {@code AssumeRole} with an external id.
   *
   * @param externalId external id that must be given
   */
  public void requireExternalId(String externalId) {
    role.externalId(Objects.requireNonNull(externalId, "externalId"));
  }

  /**
   * Restricts the role to {@code AssumeRoleWithWebIdentity} with tokens of one subject.
   *
   * @param subject claim {@code sub} of the token, such as {@code
   *     system:serviceaccount:default:orders}
   */
  public void requireSubject(String subject) {
    role.subject(Objects.requireNonNull(subject, "subject"));
  }
}
