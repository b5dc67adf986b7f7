package io.saigon.aws.error;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Maps the AWS SDK's exceptions to saigon's. Messages name the service, its error and the remedy;
 * values that AWS echoes from a request are left out.
 */
public final class SdkErrors {
  private static final Set<String> NOT_FOUND =
      Set.of("NoSuchKey", "NoSuchBucket", "NoSuchUpload", "NoSuchVersion", "NotFound");
  private static final Set<String> DENIED =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "InvalidToken",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "ExpiredToken",
          "ExpiredTokenException",
          "OptInRequired",
          "AuthFailure");

  /** The SDK's copy of Jackson, which only the SDK itself can name. */
  private static final String JSON_PARSER = "software.amazon.awssdk.thirdparty.jackson.";

  private static final String CANONICAL = "The Canonical String for this request";

  private static final Pattern ECHO =
      Pattern.compile("Value '.*?' at '|Value \".*?\" at \"|Value .*? at '", Pattern.DOTALL);

  private SdkErrors() {}

  public static Throwable map(String service, Throwable failure) {
    Objects.requireNonNull(service, "service");
    Throwable cause = unwrap(Objects.requireNonNull(failure, "failure"));
    SaigonException known = find(SaigonException.class, cause);
    if (known != null) {
      return known;
    }
    if (cause instanceof AwsServiceException answer) {
      return answered(service, answer);
    }
    if (cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException) {
      return new TransportException(
          service + " gave no answer in the time allowed for a call: " + cause.getMessage(), cause);
    }
    IOException io = find(IOException.class, cause);
    if (io != null && io.getClass().getName().startsWith(JSON_PARSER)) {
      return unreadable(service);
    }
    if (io != null) {
      return unreachable(service, io, cause);
    }
    return cause instanceof SdkClientException client ? client(service, client) : cause;
  }

  /** Removes the wrappings that completion stages put around a failure. */
  public static Throwable unwrap(Throwable failure) {
    Throwable inner = failure;
    while (inner instanceof CompletionException || inner instanceof ExecutionException) {
      Throwable cause = inner.getCause();
      if (cause == null) {
        break;
      }
      inner = cause;
    }
    return inner;
  }

  private static SaigonException answered(String service, AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    ServiceError error = new ServiceError(service, answer.statusCode(), code, answer.requestId());
    String message = details == null ? null : details.errorMessage();
    String shown = message == null ? null : withoutValues(message.strip());
    String description = describe(error, shown);
    // A cause would be printed with the value that its own message quotes.
    Throwable cause = message == null || message.strip().equals(shown) ? answer : null;
    if (answer.isClockSkewException()) {
      return new AccessDeniedException(
          description + " This machine's clock differs from AWS's: set it by NTP.", error, cause);
    }
    if (answer.isThrottlingException()) {
      return new ThrottledException(
          description + " Try again later, or ask AWS for a higher quota.", error, cause);
    }
    if (notFound(code, answer.statusCode())) {
      return new NotFoundException(description + " Check name, region and account.", error, cause);
    }
    if (denied(code, answer.statusCode())) {
      return new AccessDeniedException(
          description + " " + Refusals.advice(code, message), error, cause);
    }
    String advice = Refusals.ofRegion(code) ? " " + Refusals.REGION : "";
    return new ServiceException(description + advice, error, cause);
  }

  private static boolean notFound(@Nullable String code, int status) {
    if (code == null) {
      return status == 404;
    }
    return NOT_FOUND.contains(code)
        || code.endsWith("NotFound")
        || code.endsWith("NotFoundException")
        || (status == 404 && !denied(code, status));
  }

  private static boolean denied(@Nullable String code, int status) {
    return status == 403
        || status == 401
        || (code != null && (code.startsWith("AccessDenied") || DENIED.contains(code)));
  }

  private static String describe(ServiceError error, @Nullable String message) {
    StringBuilder description = new StringBuilder(error.service()).append(" answered ");
    description.append(
        error.errorCode() == null ? "HTTP " + error.statusCode() : error.errorCode());
    if (message != null && !message.isBlank()) {
      description.append(": ").append(message);
    }
    if (description.charAt(description.length() - 1) != '.') {
      description.append('.');
    }
    return description.toString();
  }

  /**
   * Validation errors quote the value that was sent, and refused signatures the headers, with the
   * session token; both may be secrets.
   */
  private static String withoutValues(String message) {
    int quoted = message.indexOf(CANONICAL);
    return ECHO.matcher(quoted < 0 ? message : message.substring(0, quoted).strip())
        .replaceAll(match -> "Value at " + match.group().charAt(match.group().length() - 1));
  }

  private static TransportException unreachable(String service, IOException io, Throwable cause) {
    String message = io.getMessage() == null ? io.getClass().getSimpleName() : io.getMessage();
    return new TransportException(
        service
            + " could not be reached: "
            + message
            + ". Check the region, the endpoint (AWS_ENDPOINT_URL, SaigonOptions), the network"
            + " and the proxy settings.",
        cause);
  }

  /** Returns a failure without the parser's, whose message quotes the body. */
  private static ServiceException unreadable(String service) {
    return new ServiceException(
        service
            + " sent an answer that cannot be read. Check who answers at the endpoint"
            + " (AWS_ENDPOINT_URL, SaigonOptions): a proxy or another service?",
        null,
        null);
  }

  private static SaigonException client(String service, SdkClientException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Unable to load credentials")
        || message.contains("Unable to resolve credentials")) {
      return missingCredentials(failure);
    }
    if (message.contains("Unable to load region") || message.contains("region must")) {
      return missingRegion(failure);
    }
    if (message.contains("Could not parse XML response")) {
      return unreadable(service);
    }
    if (message.contains("Unable to execute HTTP request")) {
      return new TransportException(service + " could not be reached: " + message, failure);
    }
    return new ServiceException(service + " could not be called: " + message, null, failure);
  }

  public static ConfigurationException missingCredentials(Throwable cause) {
    return new ConfigurationException(
        "No AWS credentials found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE,"
            + " or give the machine a role, or call SaigonOptions.withCredentials.",
        List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
        cause);
  }

  public static ConfigurationException missingRegion(Throwable cause) {
    return new ConfigurationException(
        "No AWS region found. Set AWS_REGION, or region in the profile that AWS_PROFILE names, or"
            + " call SaigonOptions.withRegion.",
        List.of("AWS_REGION"),
        cause);
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 16; depth++) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
      at = at.getCause();
    }
    return null;
  }
}
