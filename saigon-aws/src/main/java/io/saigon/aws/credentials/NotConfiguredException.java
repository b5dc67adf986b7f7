package io.saigon.aws.credentials;

/** Absence of the settings or the service that a provider needs; the chain tries the next one. */
final class NotConfiguredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotConfiguredException(String message) {
    super(message, null, false, false);
  }
}
