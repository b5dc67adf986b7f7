package io.saigon.testkit.internal.s3.request;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The conditions of reads, of copies and of writes, in the order of RFC 9110. */
public final class Conditions {
  private static final String COPY = "x-amz-copy-source-";
  private static final String ADDITIONAL = "additionalMessage";

  private Conditions() {}

  /** Checks the conditions of a read; an answer of 304 is an error without a body. */
  public static void checkRead(S3Call call, String etag, Instant modified) {
    String failed = failed(call, "", etag, modified);
    if (failed == null) {
      return;
    }
    if (failed.equals("If-None-Match") || failed.equals("If-Modified-Since")) {
      throw new S3Error(304, "NotModified", "Not Modified")
          .withHeader("ETag", '"' + etag + '"')
          .withHeader("Last-Modified", Times.http(modified));
    }
    throw S3Errors.preconditionFailed(failed);
  }

  /** Checks the conditions on the source of a copy. */
  public static void checkCopy(S3Call call, String etag, Instant modified) {
    String failed = failed(call, COPY, etag, modified);
    if (failed != null) {
      throw S3Errors.preconditionFailed(COPY + failed);
    }
  }

  private static @Nullable String failed(
      S3Call call, String prefix, String etag, Instant modified) {
    String match = call.header(prefix + "If-Match");
    String since = call.header(prefix + "If-Unmodified-Since");
    if (match != null) {
      if (!matches(match, etag)) {
        return "If-Match";
      }
    } else if (since != null && isAfter(modified, since)) {
      return "If-Unmodified-Since";
    }
    String none = call.header(prefix + "If-None-Match");
    String changed = call.header(prefix + "If-Modified-Since");
    if (none != null) {
      return matches(none, etag) ? "If-None-Match" : null;
    }
    if (changed != null) {
      Instant date = Times.parseHttp(changed);
      if (date != null && !date.isAfter(call.now()) && !modified.isAfter(date)) {
        return "If-Modified-Since";
      }
    }
    return null;
  }

  private static boolean isAfter(Instant modified, String header) {
    Instant date = Times.parseHttp(header);
    return date != null && modified.isAfter(date);
  }

  /** Refuses the conditions of a write that S3 has not; to be called before its body is read. */
  public static void checkWritable(S3Call call) {
    String none = call.header("If-None-Match");
    String match = call.header("If-Match");
    if (none != null && match != null) {
      throw S3Errors.headerNotImplemented("If-Match,If-None-Match")
          .with(ADDITIONAL, "Multiple conditional request headers present in the request");
    }
    if (none != null && !none.strip().equals("*")) {
      throw valueNotImplemented("If-None-Match");
    }
    if (match != null && match.strip().equals("*")) {
      throw valueNotImplemented("If-Match");
    }
    for (String name : new String[] {"If-Modified-Since", "If-Unmodified-Since"}) {
      if (call.has(name)) {
        throw S3Errors.headerNotImplemented(name);
      }
    }
  }

  private static S3Error valueNotImplemented(String header) {
    return S3Errors.headerNotImplemented(header)
        .with(
            ADDITIONAL, "We don't accept the provided value of " + header + " header for this API");
  }

  /**
   * Checks the conditions of the end of an upload, which holds only while nobody else writes.
   *
   * @param etag of the current object, or null if there is none
   * @param overtaken whether the key was written since the upload began
   */
  public static void checkCompletion(S3Call call, @Nullable String etag, boolean overtaken) {
    checkWrite(call, etag);
    for (String name : new String[] {"If-None-Match", "If-Match"}) {
      if (overtaken && call.has(name)) {
        throw new S3Error(
                409,
                "ConditionalRequestConflict",
                "The conditional request cannot succeed due to a conflicting operation against"
                    + " this resource.")
            .with("Condition", name)
            .with("Key", call.key());
      }
    }
  }

  /**
   * Checks the conditions of a write.
   *
   * @param etag of the current object, or null if there is none
   */
  public static void checkWrite(S3Call call, @Nullable String etag) {
    checkWritable(call);
    if (call.has("If-None-Match") && etag != null) {
      throw S3Errors.preconditionFailed("If-None-Match");
    }
    String match = call.header("If-Match");
    if (match != null) {
      checkMatch(match, call.key(), etag);
    }
  }

  /** Checks the entity tag that a client expects of the current object. */
  public static void checkMatch(String match, String key, @Nullable String etag) {
    if (etag == null) {
      throw S3Errors.noSuchKey(key);
    }
    if (!matches(match, etag)) {
      throw S3Errors.preconditionFailed("If-Match");
    }
  }

  private static boolean matches(String list, String etag) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals('"' + etag + '"'));
  }
}
