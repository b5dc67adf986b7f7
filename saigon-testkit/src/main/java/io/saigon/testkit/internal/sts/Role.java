package io.saigon.testkit.internal.sts;

import io.saigon.testkit.internal.wire.Ids;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A role that may be assumed, and the conditions of that. */
public final class Role {
  private final String name;
  private volatile Duration maxSessionDuration = Duration.ofHours(1);
  private volatile @Nullable String externalId;
  private volatile @Nullable String subject;

  Role(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  public String arn() {
    return "arn:aws:iam::" + Ids.ACCOUNT + ":role/" + name;
  }

  Duration maxSessionDuration() {
    return maxSessionDuration;
  }

  public void maxSessionDuration(Duration duration) {
    maxSessionDuration = duration;
  }

  public void externalId(String id) {
    externalId = id;
  }

  public void subject(String only) {
    subject = only;
  }

  /** Returns whether it trusts the account's principals that give an external id, or none. */
  boolean trustsAccount(@Nullable String givenExternalId) {
    String required = externalId;
    return subject == null && (required == null || required.equals(givenExternalId));
  }

  /** Returns whether it trusts the subject of an OpenID Connect token. */
  boolean trustsSubject(String given) {
    String required = subject;
    return externalId == null && (required == null || required.equals(given));
  }
}
