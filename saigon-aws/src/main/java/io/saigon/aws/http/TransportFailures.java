package io.saigon.aws.http;

import io.saigon.aws.context.PendingCalls;
import io.saigon.aws.http.StallTimer.Wait;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Failures on the wire as {@link IOException}s: the SDK retries those and no others, such as the
 * failures of an engine that is closed. {@code peer} is host and port.
 */
final class TransportFailures {
  private final HttpSettings settings;
  private final String peer;
  private final BooleanSupplier closed;

  TransportFailures(HttpSettings settings, String peer, BooleanSupplier closed) {
    this.settings = settings;
    this.peer = peer;
    this.closed = closed;
  }

  /** No connection could be had. */
  Throwable connecting(Throwable failure) {
    // A client closes with its verticle, and may do so before the engine does.
    if (closed.getAsBoolean() || failure instanceof IllegalStateException) {
      return PendingCalls.failure();
    }
    if (failure instanceof TimeoutException) {
      return because(
          new SocketTimeoutException(
              "No connection to "
                  + peer
                  + " was free within "
                  + settings.acquireMillis()
                  + " ms: it does not answer, or all "
                  + settings.maxConnections()
                  + " connections are busy. Raise MaxConnections or ConnectionAcquireTimeout,"
                  + " or make fewer calls at once"),
          failure);
    }
    if (failure instanceof ConnectionPoolTooBusyException) {
      return new IOException(
          settings.maxPending()
              + " calls already wait for a connection to "
              + peer
              + ". Raise MaxConnections or MaxConnectionAcquires, or make fewer calls at once",
          failure);
    }
    if (failure.getCause() instanceof BindException bind) {
      // Netty hides which kind of failure it is.
      return because(
          new BindException("No connection to " + peer + ": " + bind.getMessage()), failure);
    }
    if (failure instanceof SSLException) {
      return because(
          failure instanceof SSLHandshakeException
              ? new SSLHandshakeException(tls(failure))
              : new SSLException(tls(failure)),
          failure);
    }
    if (failure instanceof IOException) {
      return failure;
    }
    return because(new ConnectException("No connection to " + peer + ": " + failure), failure);
  }

  /** An exchange broke. */
  Throwable broken(Throwable failure) {
    if (closed.getAsBoolean()) {
      return PendingCalls.failure();
    }
    if (failure instanceof HttpClosedException) {
      return because(
          new SocketException(peer + " closed the connection before the answer was complete"),
          failure);
    }
    if (failure instanceof StreamResetException reset) {
      return because(
          new SocketException(peer + " gave the exchange up, HTTP/2 error " + reset.getCode()),
          failure);
    }
    if (failure instanceof IOException) {
      return failure;
    }
    return new IOException(peer + " broke the exchange: " + failure, failure);
  }

  /** An interim answer came that the HTTP client takes for the final one. */
  IOException interim(int status) {
    return new ProtocolException(
        peer
            + " sent HTTP status "
            + status
            + " instead of a final answer, and its connection is closed. Check the endpoint and any"
            + " proxy before it: no call requests another protocol");
  }

  IOException stalled(Wait wait, long millis) {
    return switch (wait) {
      case WRITE ->
          new SocketTimeoutException(
              "Write timed out: " + peer + " took no bytes for " + millis + " ms");
      case SUBSCRIBER ->
          new IOException(
              "Nobody subscribed to the body of the answer from "
                  + peer
                  + " within "
                  + millis
                  + " ms; its connection is closed");
      case READ, NOTHING ->
          new SocketTimeoutException(
              "Read timed out: " + peer + " sent no bytes for " + millis + " ms");
    };
  }

  // Vert.x hides what is wrong behind one sentence for all.
  private String tls(Throwable failure) {
    Throwable root = failure;
    boolean certificate = false;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      root = at;
      certificate |= at instanceof CertificateException;
    }
    String message = "No TLS connection to " + peer + ": " + root.getMessage();
    return certificate
        ? message
            + ". Trust the authority of its certificate, by AWS_CA_BUNDLE or SaigonOptions.withTrust"
        : message;
  }

  private static <T extends Throwable> T because(T failure, Throwable cause) {
    failure.initCause(cause);
    return failure;
  }
}
