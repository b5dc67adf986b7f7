package io.saigon.vault.pg;

import java.util.Objects;

/** No connection can be opened at the moment, so that nothing of the caller's was sent. */
final class NoConnection extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, and so for how long a caller waits. */
  enum Cause {
    /** Credentials that worked are refused, and the vault has no newer ones. */
    ROTATION,
    /** The database can't be reached. */
    OUTAGE
  }

  private final Cause kind;

  NoConnection(Cause kind, Throwable reason) {
    super(reason.getMessage(), reason, false, false);
    this.kind = kind;
  }

  Cause kind() {
    return kind;
  }

  /** The caller's failure, once it has waited for long enough. */
  Throwable reason() {
    return Objects.requireNonNull(getCause());
  }
}
