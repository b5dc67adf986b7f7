package io.saigon.storage.s3;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.aws.AwsErrors;
import org.jspecify.annotations.Nullable;

/** Failures of S3, with the object that they are about. */
public final class S3Failures {
  public static final String SERVICE = "s3";

  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private S3Failures() {}

  public static String name(S3ObjectDescriptor object) {
    String name =
        "'%s' in bucket '%s'".formatted(ArchiveException.escape(object.key()), object.bucket());
    return object.versionId() == null ? name : name + " (version " + object.versionId() + ")";
  }

  /** Maps the failure of a call that reads or deletes an object. */
  public static Throwable reading(S3ObjectDescriptor source, Throwable failure) {
    Throwable known = AwsErrors.map(SERVICE, failure);
    if (known instanceof NotFoundException missing) {
      return missing(source, missing);
    }
    if (known instanceof AccessDeniedException refused) {
      return refused(
          "Object "
              + name(source)
              + " may not be read, or does not exist: S3 says which only to those"
              + " who may list the bucket. ",
          refused);
    }
    if (status(known) == PRECONDITION_FAILED) {
      return new ObjectException(
          Reason.CHANGED,
          "Object " + name(source) + " was replaced while it was read; read it again",
          error(known),
          known);
    }
    if (status(known) == RANGE_NOT_SATISFIABLE) {
      return new ObjectException(
          Reason.RANGE,
          "Object " + name(source) + " ends before the range that was asked for",
          error(known),
          known);
    }
    return known;
  }

  /** Maps the failure of a call that writes an object. */
  public static Throwable writing(S3ObjectDescriptor target, Throwable failure) {
    Throwable known = AwsErrors.map(SERVICE, failure);
    if (known instanceof NotFoundException missing) {
      return missing(target, missing);
    }
    if (known instanceof AccessDeniedException refused) {
      return refused("Object " + name(target) + " may not be written. ", refused);
    }
    if (status(known) == PRECONDITION_FAILED) {
      return new ObjectException(
          Reason.EXISTS,
          "Object " + name(target) + " exists and was to be written only if it does not",
          error(known),
          known);
    }
    return known;
  }

  /** Maps the failure of a call that copies an object. */
  public static Throwable copying(
      S3ObjectDescriptor source, S3ObjectDescriptor target, Throwable failure) {
    Throwable known = AwsErrors.map(SERVICE, failure);
    return status(known) == PRECONDITION_FAILED ? reading(source, known) : writing(target, known);
  }

  /** Maps the failure of a call about a bucket. */
  static Throwable bucket(String bucket, Throwable failure) {
    Throwable known = AwsErrors.map(SERVICE, failure);
    if (known instanceof AccessDeniedException refused) {
      return refused("Bucket '%s' does not allow the call. ".formatted(bucket), refused);
    }
    return known instanceof NotFoundException missing
        ? new NotFoundException(noBucket(bucket), missing.serviceError(), missing)
        : known;
  }

  // A signature that is refused has nothing to do with the object.
  private static AccessDeniedException refused(String subject, AccessDeniedException failure) {
    ServiceError error = failure.serviceError();
    String code = error == null ? null : error.errorCode();
    return code == null || code.startsWith("AccessDenied")
        ? new AccessDeniedException(subject + failure.getMessage(), error, failure)
        : failure;
  }

  private static String noBucket(String bucket) {
    return "There is no bucket '%s'; check its name, the region and the account".formatted(bucket);
  }

  private static NotFoundException missing(S3ObjectDescriptor object, NotFoundException failure) {
    ServiceError error = failure.serviceError();
    String code = error == null ? null : error.errorCode();
    String message =
        "NoSuchBucket".equals(code)
            ? noBucket(object.bucket())
            : "There is no object %s; check key, version, bucket, region and account"
                .formatted(name(object));
    return new NotFoundException(message, error, failure);
  }

  private static int status(Throwable failure) {
    ServiceError error = error(failure);
    return error == null ? 0 : error.statusCode();
  }

  private static @Nullable ServiceError error(Throwable failure) {
    return failure instanceof ServiceException answered ? answered.serviceError() : null;
  }

  public static ObjectException noRanges(S3ObjectDescriptor source) {
    return new ObjectException(
        Reason.RANGE,
        "The storage does not send byte ranges of object %s; download it as a whole"
            .formatted(name(source)),
        null,
        null);
  }

  /** Returns whether a range was requested and something else came. */
  public static boolean isNoRanges(Throwable failure) {
    return failure instanceof ObjectException wrong
        && wrong.reason() == Reason.RANGE
        && wrong.serviceError() == null;
  }

  public static ObjectException length(S3ObjectDescriptor source, long expected, long got) {
    return new ObjectException(
        Reason.LENGTH_MISMATCH,
        "%d bytes arrived of object %s, which has %d; try again"
            .formatted(got, name(source), expected),
        null,
        null);
  }
}
