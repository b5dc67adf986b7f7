package io.saigon.testkit.internal.s3.multipart;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import org.jspecify.annotations.Nullable;

/** Numbers of parts. */
final class PartNumbers {
  private static final int MOST = 10_000;

  private PartNumbers() {}

  static int of(S3Call call) {
    return parse(call.query().get("partNumber"));
  }

  static int parse(@Nullable String text) {
    if (text != null && text.matches("\\d{1,5}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    }
    throw S3Errors.invalidArgument(
        "Part number must be an integer between 1 and 10000, inclusive",
        "partNumber",
        String.valueOf(text));
  }
}
