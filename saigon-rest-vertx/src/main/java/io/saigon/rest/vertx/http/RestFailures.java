package io.saigon.rest.vertx.http;

import io.saigon.api.error.ClosedException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.TransportException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.saigon.rest.vertx.syntax.AwsErrorHeaders;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Failures of calls. */
public final class RestFailures {
  // RFC 9110, 9.2.2.
  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE,
          HttpMethod.PUT,
          HttpMethod.DELETE);

  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]+/[0-9]{8}/([^/]+)/([^/]+)/aws4_request");

  private RestFailures() {}

  /** Returns method and URI without the query, which can hold secrets. */
  public static String target(RestRequest request) {
    return request.method()
        + " "
        + request.uri().getScheme()
        + "://"
        + request.uri().getRawAuthority()
        + request.uri().getRawPath();
  }

  /** Returns whether requests of a method may be repeated. */
  public static boolean isIdempotent(HttpMethod method) {
    return IDEMPOTENT.contains(method);
  }

  /**
   * Returns whether Vert.x gave no request because its HttpClient is closed: it throws, or ends the
   * wait for a connection with an exception that only its message identifies.
   */
  public static boolean isClosed(Throwable cause) {
    return cause instanceof IllegalStateException
        || (cause instanceof VertxException && "Pool closed".equals(cause.getMessage()));
  }

  /** Returns whether no whole response came, and one may the next time. */
  public static boolean isTransport(Throwable cause) {
    boolean io = cause instanceof IOException && !(cause instanceof SSLException);
    return io
        || isNotConnected(cause)
        || cause instanceof VertxException
        || cause instanceof TimeoutException;
  }

  /**
   * Returns whether a request cannot have been sent. A certificate that is refused stays refused.
   */
  public static boolean isNotConnected(Throwable cause) {
    return cause instanceof ConnectException
        || (cause instanceof SSLHandshakeException && !isRefusedCertificate(cause));
  }

  private static boolean isRefusedCertificate(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  /** Returns the failure of a response whose status is not 2xx. */
  public static HttpStatusException status(
      RestRequest request, RestResponse response, @Nullable RequestAuthorizer by) {
    ServiceError error =
        new ServiceError(
            request.uri().getHost(),
            response.statusCode(),
            AwsErrorHeaders.errorCode(response.headers()),
            AwsErrorHeaders.requestId(response.headers()));
    StringBuilder message = new StringBuilder(target(request));
    message.append(" answered ").append(error.statusCode());
    if (!response.statusMessage().isBlank()) {
      message.append(' ').append(response.statusMessage());
    }
    if (error.errorCode() != null) {
      message.append(", ").append(error.errorCode());
    }
    if (error.requestId() != null) {
      message.append(" (request id ").append(error.requestId()).append(')');
    }
    String explanation = null;
    RuntimeException unexplained = null;
    try {
      explanation = by == null ? null : by.explain(request, response.body());
    } catch (RuntimeException e) {
      unexplained = e;
    }
    message.append(
        explanation == null
            ? advice(request, error.statusCode()) + "; body() holds the response"
            : ": " + explanation);
    HttpStatusException failure =
        new HttpStatusException(message.toString(), error, response.body());
    if (unexplained != null) {
      failure.addSuppressed(unexplained);
    }
    return failure;
  }

  // Services that give no reason refuse what is signed wrongly like what is not allowed.
  private static String advice(RestRequest request, int status) {
    String authorization = request.headers().get("authorization");
    Matcher signed = SCOPE.matcher(authorization == null ? "" : authorization);
    return (status == 401 || status == 403) && signed.find()
        ? "; check that its identity may make the call, the secret access key, and the scope that it"
            + " is signed for (service %s, region %s)".formatted(signed.group(2), signed.group(1))
        : "";
  }

  /** Returns the failure of a call whose HttpClient is closed. */
  public static ClosedException closed(RestRequest request) {
    return new ClosedException(
        target(request) + " has no answer, as its HttpClient is closed; create another client");
  }

  /** Returns the failure of a call without a response in time. */
  public static TransportException timedOut(RestRequest request, long timeoutMillis) {
    return new TransportException(
        target(request)
            + " got no answer within "
            + timeoutMillis
            + " ms; see whether the service is up, or allow a longer timeout",
        null);
  }

  /** Returns the failure of a call for the cause that Vert.x gives. */
  public static Throwable failure(RestRequest request, Throwable cause, long timeoutMillis) {
    if (cause instanceof SaigonException
        || cause instanceof IllegalArgumentException
        || cause instanceof IllegalStateException) {
      return cause;
    }
    if (cause instanceof TimeoutException) {
      // Without the cause, which quotes the query.
      return timedOut(request, timeoutMillis);
    }
    return new TransportException(
        target(request)
            + " got no answer ("
            + (cause instanceof SSLException ? root(cause) : cause).getMessage()
            + "); "
            + (isRefusedCertificate(cause)
                ? "trust the authority of its certificate, by AWS_CA_BUNDLE, SaigonOptions.withTrust or the HttpClient's options"
                : "see whether the base URL is right and the service is up"),
        cause);
  }

  // Vert.x hides what is wrong with TLS behind one sentence for all.
  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
