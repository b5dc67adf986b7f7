package io.saigon.storage;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;

final class ArchiveFailures {
  private ArchiveFailures() {}

  static ArchiveException of(Reason reason, String message) {
    return new ArchiveException(reason, message, null, null);
  }

  /** The message goes after the entry's name. */
  static ArchiveException entry(Reason reason, String name, String message) {
    String escaped = ArchiveException.escape(name);
    return new ArchiveException(reason, "Entry '" + escaped + "' " + message, escaped, null);
  }
}
