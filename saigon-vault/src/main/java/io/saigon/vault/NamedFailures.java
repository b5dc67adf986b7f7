package io.saigon.vault;

import io.saigon.api.AccessDeniedException;
import io.saigon.api.NotFoundException;
import io.saigon.api.SaigonException;
import io.saigon.api.ServiceException;
import io.saigon.api.ThrottledException;
import io.saigon.api.vault.SecretId;
import io.vertx.core.Future;

/** Says which secret a service's answer was about, as the service itself does not. */
final class NamedFailures {
  private NamedFailures() {}

  static <T> Future<T> of(String what, SecretId id, Throwable failure) {
    String subject = what + " " + id + ": ";
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
    return Future.failedFuture(known);
  }
}
