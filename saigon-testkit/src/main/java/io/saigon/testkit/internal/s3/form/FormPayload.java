package io.saigon.testkit.internal.s3.form;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.signature.Payload;
import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A body in {@code multipart/form-data}: the fields before the file are kept, the file's bytes are
 * passed on, and what follows it is ignored, as S3 does.
 */
public final class FormPayload implements Payload {
  private static final int MOST_FIELDS = 28 * 1024;
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70})).*");
  private static final Pattern NAME =
      Pattern.compile("(?is).*?;\\s*name=(?:\"([^\"]*)\"|([^;\\s]*)).*");
  private static final Pattern FILE_NAME =
      Pattern.compile("(?is).*?;\\s*filename=(?:\"([^\"]*)\"|([^;\\s]*)).*");
  private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private enum At {
    DELIMITER,
    AFTER_DELIMITER,
    HEADERS,
    FIELD,
    FILE,
    END
  }

  private final byte[] delimiter;
  private final MultiMap fields = MultiMap.caseInsensitiveMultiMap();
  private byte[] held = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private At at = At.DELIMITER;
  private String field = "";
  private @Nullable String fileName;
  private boolean complete;
  private int fieldBytes;

  private FormPayload(String boundary) {
    delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
  }

  /** Starts a form, or fails where a request is none. */
  public static FormPayload of(@Nullable String contentType) {
    Matcher form = BOUNDARY.matcher(contentType == null ? "" : contentType);
    if (!form.matches()) {
      throw S3Errors.preconditionFailed(
          "Bucket POST must be of the enclosure-type multipart/form-data");
    }
    return new FormPayload(form.group(1) == null ? form.group(2) : form.group(1));
  }

  /** Returns the fields before the file. */
  public MultiMap fields() {
    return fields;
  }

  /** Returns the name of the file, without a path; may be empty. */
  public String fileName() {
    String name = fileName == null ? "" : fileName;
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  @Override
  public byte[] pass(byte[] part) {
    byte[] bytes = Arrays.copyOf(held, held.length + part.length);
    System.arraycopy(part, 0, bytes, held.length, part.length);
    held = bytes;
    ByteArrayOutputStream file = new ByteArrayOutputStream(part.length);
    while (step(file)) {
      // As long as something is complete.
    }
    return file.toByteArray();
  }

  private boolean step(ByteArrayOutputStream file) {
    return switch (at) {
      case DELIMITER -> delimiter();
      case AFTER_DELIMITER -> afterDelimiter();
      case HEADERS -> headers();
      case FIELD -> field();
      case FILE -> file(file);
      case END -> {
        held = new byte[0];
        yield false;
      }
    };
  }

  private boolean delimiter() {
    int index = indexOf(held, delimiter);
    if (index < 0) {
      checkFields(held.length);
      return false;
    }
    drop(index + delimiter.length);
    at = At.AFTER_DELIMITER;
    return true;
  }

  private boolean afterDelimiter() {
    if (held.length < 2) {
      return false;
    }
    if (held[0] == '-' && held[1] == '-') {
      at = At.END;
    } else if (held[0] == '\r' && held[1] == '\n') {
      // Kept: a part without headers has its empty line at once.
      at = At.HEADERS;
    } else {
      throw malformed();
    }
    return true;
  }

  private boolean headers() {
    int index = indexOf(held, END_OF_HEADERS);
    if (index < 0) {
      checkFields(held.length);
      return false;
    }
    String disposition = "";
    for (String line : text(0, index).split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
        disposition = line;
      }
    }
    drop(index + END_OF_HEADERS.length);
    field = group(NAME, disposition);
    if (field.isEmpty()) {
      throw malformed();
    }
    boolean file = field.equalsIgnoreCase("file");
    fileName = file ? group(FILE_NAME, disposition) : null;
    at = file ? At.FILE : At.FIELD;
    return true;
  }

  private static String group(Pattern pattern, String disposition) {
    Matcher matcher = pattern.matcher(disposition);
    if (!matcher.matches()) {
      return "";
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  private boolean field() {
    int index = indexOf(held, delimiter);
    if (index < 0) {
      checkFields(held.length);
      return false;
    }
    fieldBytes += index;
    checkFields(0);
    fields.add(field, text(0, index));
    drop(index + delimiter.length);
    at = At.AFTER_DELIMITER;
    return true;
  }

  private boolean file(ByteArrayOutputStream file) {
    int index = indexOf(held, delimiter);
    if (index >= 0) {
      file.write(held, 0, index);
      complete = true;
      at = At.END;
      return true;
    }
    int safe = held.length - delimiter.length + 1;
    if (safe > 0) {
      file.write(held, 0, safe);
      drop(safe);
    }
    return false;
  }

  private void checkFields(int pending) {
    if (fieldBytes + pending > MOST_FIELDS) {
      throw new S3Error(
          400,
          "MaxPostPreDataLengthExceededError",
          "Your POST request fields preceding the upload file were too large.");
    }
  }

  @Override
  public Map<String, String> end() {
    if (at != At.END) {
      throw malformed();
    }
    if (!complete) {
      throw S3Errors.invalidArgument(
          "POST requires exactly one file upload per request.", "file", "0");
    }
    return Map.of();
  }

  private String text(int from, int to) {
    return new String(held, from, to - from, StandardCharsets.UTF_8);
  }

  private void drop(int count) {
    held = Arrays.copyOfRange(held, count, held.length);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i <= bytes.length - wanted.length; i++) {
      if (bytes[i] == wanted[0]
          && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  private static S3Error malformed() {
    return new S3Error(
        400,
        "MalformedPOSTRequest",
        "The body of your POST request is not well-formed multipart/form-data.");
  }
}
