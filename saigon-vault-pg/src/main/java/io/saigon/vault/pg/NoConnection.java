package io.saigon.vault.pg;

import java.util.Objects;

/** Signals that no connection can be opened now, and that trying again may help. */
final class NoConnection extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The reason, which decides how long a caller waits. */
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

  /** Returns the failure of a caller whose wait has ended. */
  Throwable reason() {
    return Objects.requireNonNull(getCause());
  }
}
