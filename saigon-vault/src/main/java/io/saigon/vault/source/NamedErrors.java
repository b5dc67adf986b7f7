package io.saigon.vault.source;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;

/** Adds the secret's name to errors of a service, whose messages lack it. */
public final class NamedErrors {
  private NamedErrors() {}

  /** Fails with the same error, whose message begins with the kind and the ids. */
  public static <T> Future<T> of(String kind, Object ids, Throwable failure) {
    String subject = kind + " " + ids + ": ";
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
