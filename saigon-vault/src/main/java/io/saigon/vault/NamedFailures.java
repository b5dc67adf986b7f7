package io.saigon.vault;

import io.saigon.api.AccessDeniedException;
import io.saigon.api.NotFoundException;
import io.saigon.api.SaigonException;
import io.saigon.api.ServiceException;
import io.saigon.api.ThrottledException;
import io.saigon.api.TransportException;
import io.vertx.core.Future;

/** Says which secret a service's answer was about, as the service itself does not. */
final class NamedFailures {
  private NamedFailures() {}

  /** The failure with a subject: a {@link io.saigon.api.vault.SecretId}, or several. */
  static <T> Future<T> of(String what, Object ids, Throwable failure) {
    String subject = what + " " + ids + ": ";
    if (!(failure instanceof SaigonException known)) {
      return Future.failedFuture(failure);
    }
    String message = subject + known.getMessage();
    if (known instanceof NotFoundException) {
      return Future.failedFuture(new NotFoundException(message, known.serviceError(), known));
    }
    if (known instanceof AccessDeniedException) {
      return Future.failedFuture(new AccessDeniedException(message, known.serviceError(), known));
    }
    if (known instanceof ThrottledException) {
      return Future.failedFuture(new ThrottledException(message, known.serviceError(), known));
    }
    if (known instanceof ServiceException) {
      return Future.failedFuture(new ServiceException(message, known.serviceError(), known));
    }
    if (known instanceof TransportException) {
      return Future.failedFuture(new TransportException(message, known));
    }
    return Future.failedFuture(known);
  }
}
