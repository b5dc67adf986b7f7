package io.saigon.api.observability;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Results of calls as labels of metrics. */
public final class Results {
  /** Result of a call that did not fail. */
  public static final String SUCCESS = "success";

  private static final List<Map.Entry<Class<? extends SaigonException>, String>> KINDS =
      List.of(
          Map.entry(NotFoundException.class, "not_found"),
          Map.entry(AccessDeniedException.class, "access_denied"),
          Map.entry(ThrottledException.class, "throttled"),
          Map.entry(ConfigurationException.class, "configuration"),
          Map.entry(ClosedException.class, "closed"),
          Map.entry(TransportException.class, "transport"),
          Map.entry(ServiceException.class, "service_error"));

  private Results() {}

  /**
   * Returns the result of a call.
   *
   * @param failure failure of the call, or null
   * @return {@code success}, or the kind of the failure: the reason of a refused log-in or token in
   *     lower case, {@code not_found}, {@code access_denied}, {@code throttled}, {@code
   *     configuration}, {@code closed}, {@code transport}, {@code service_error}, or {@code error}
   *     for any other
   */
  public static String of(@Nullable Throwable failure) {
    if (failure == null) {
      return SUCCESS;
    }
    if (failure instanceof AuthenticationException refused) {
      return refused.reason().name().toLowerCase(Locale.ROOT);
    }
    return KINDS.stream()
        .filter(kind -> kind.getKey().isInstance(failure))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("error");
  }

  /**
   * Returns whether a failure is one of the service or the way to it, and not of the call.
   *
   * @param failure failure of a call
   * @return true if it was throttled, did not get through, or the service failed
   */
  public static boolean isOutage(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    return failure instanceof ThrottledException
        || failure instanceof TransportException
        || (failure instanceof ServiceException service
            && service.serviceError() != null
            && service.serviceError().statusCode() >= 500);
  }
}
