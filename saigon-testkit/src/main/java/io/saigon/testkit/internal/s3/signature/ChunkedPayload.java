package io.saigon.testkit.internal.s3.signature;

import io.saigon.testkit.internal.s3.error.S3Error;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A body in aws-chunked encoding, whose frames, signatures and trailers are checked. */
final class ChunkedPayload implements Payload {
  private static final int LONGEST_LINE = 4096;
  private static final String SIGNATURE = "chunk-signature=";

  private enum At {
    HEADER,
    DATA,
    AFTER_DATA,
    TRAILERS,
    END
  }

  private final @Nullable ChunkSignatures signatures;
  private final @Nullable String trailer;
  private final long declared;
  private final StringBuilder line = new StringBuilder();
  private final Map<String, String> trailers = new LinkedHashMap<>();
  private At at = At.HEADER;
  private long left;
  private long total;
  private String signature = "";

  /**
   * @param signatures chain of the chunks' signatures, or null if they are not signed
   * @param trailer the header that is to follow the chunks, or null if none is
   * @param declared the length that the decoded body is said to have
   */
  ChunkedPayload(@Nullable ChunkSignatures signatures, @Nullable String trailer, long declared) {
    this.signatures = signatures;
    this.trailer = trailer;
    this.declared = declared;
  }

  @Override
  public byte[] pass(byte[] part) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(part.length);
    int i = 0;
    while (i < part.length) {
      if (at == At.DATA) {
        int length = (int) Math.min(left, part.length - i);
        data(part, i, length);
        decoded.write(part, i, length);
        i += length;
      } else {
        read((char) (part[i] & 0xff));
        i++;
      }
    }
    return decoded.toByteArray();
  }

  @Override
  public Map<String, String> end() {
    if (at != At.END || total != declared) {
      throw new S3Error(
          400,
          "IncompleteBody",
          "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }
    return trailers;
  }

  private void data(byte[] part, int start, int length) {
    if (signatures != null) {
      signatures.update(part, start, length);
    }
    total += length;
    left -= length;
    if (left == 0) {
      at = At.AFTER_DATA;
      if (signatures != null) {
        signatures.checkChunk(signature);
      }
    }
  }

  private void read(char next) {
    if (next != '\n') {
      if (at == At.END || line.length() == LONGEST_LINE) {
        throw malformed();
      }
      line.append(next);
      return;
    }
    String text = line.toString().stripTrailing();
    line.setLength(0);
    switch (at) {
      case HEADER -> header(text);
      case AFTER_DATA -> {
        if (!text.isEmpty()) {
          throw malformed();
        }
        at = At.HEADER;
      }
      case TRAILERS -> trailer(text);
      default -> throw malformed();
    }
  }

  private void header(String text) {
    String[] parts = text.split(";", 2);
    if (!parts[0].matches("[0-9a-fA-F]{1,8}")) {
      throw malformed();
    }
    left = Long.parseLong(parts[0], 16);
    signature =
        parts.length == 2 && parts[1].startsWith(SIGNATURE)
            ? parts[1].substring(SIGNATURE.length())
            : "";
    at = left == 0 ? At.TRAILERS : At.DATA;
    if (left == 0 && signatures != null) {
      signatures.checkChunk(signature);
    }
  }

  private void trailer(String text) {
    if (!text.isEmpty()) {
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw malformed();
      }
      trailers.put(
          text.substring(0, colon).toLowerCase(Locale.ROOT), text.substring(colon + 1).strip());
      return;
    }
    at = At.END;
    String signed = trailers.remove("x-amz-trailer-signature");
    if (trailer == null) {
      return;
    }
    String value = trailers.get(trailer.toLowerCase(Locale.ROOT));
    if (value == null) {
      throw malformed();
    }
    if (signatures != null) {
      signatures.checkTrailers(trailers, signed == null ? "" : signed);
    }
  }

  private static S3Error malformed() {
    return new S3Error(
        400,
        "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our"
            + " published schema.");
  }
}
