package io.saigon.cognito.web;

import io.saigon.api.cognito.CognitoTokens;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a user and the time of the log-in, as bytes. A JSON web token is written as the bytes
 * that its base64 parts encode, a quarter less, as cookies have little room.
 */
record LoginSession(CognitoTokens tokens, Instant loggedInAt) {
  private static final byte ABSENT = -1;
  private static final byte AS_TEXT = 0;
  private static final int MAX_PARTS = 8;

  LoginSession with(CognitoTokens renewed) {
    return new LoginSession(renewed, loggedInAt);
  }

  byte[] toBytes() {
    Buffer buffer = Buffer.buffer();
    buffer.appendLong(loggedInAt.toEpochMilli());
    buffer.appendLong(tokens.expiration().toEpochMilli());
    write(buffer, tokens.idToken());
    write(buffer, tokens.accessToken());
    write(buffer, tokens.refreshToken());
    return buffer.getBytes();
  }

  /** Reads what {@link #toBytes} wrote; null if it is of another form. */
  static @Nullable LoginSession of(byte[] bytes) {
    Buffer buffer = Buffer.buffer(bytes);
    try {
      Reader reader = new Reader(buffer);
      Instant loggedInAt = Instant.ofEpochMilli(reader.number());
      Instant expiration = Instant.ofEpochMilli(reader.number());
      String idToken = reader.token();
      String accessToken = reader.token();
      String refreshToken = reader.token();
      return idToken == null || accessToken == null
          ? null
          : new LoginSession(
              new CognitoTokens(idToken, accessToken, refreshToken, expiration), loggedInAt);
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static void write(Buffer buffer, @Nullable String token) {
    if (token == null) {
      buffer.appendByte(ABSENT);
      return;
    }
    List<byte[]> parts = parts(token);
    if (parts == null) {
      buffer.appendByte(AS_TEXT);
      write(buffer, token.getBytes(StandardCharsets.UTF_8));
    } else {
      buffer.appendByte((byte) parts.size());
      parts.forEach(part -> write(buffer, part));
    }
  }

  private static void write(Buffer buffer, byte[] bytes) {
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  private static @Nullable List<byte[]> parts(String token) {
    String[] texts = token.split("\\.", -1);
    if (texts.length > MAX_PARTS) {
      return null;
    }
    List<byte[]> parts = new ArrayList<>();
    for (String text : texts) {
      try {
        byte[] part = Base64.getUrlDecoder().decode(text);
        if (!encoded(part).equals(text)) {
          return null;
        }
        parts.add(part);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return parts;
  }

  private static String encoded(byte[] part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
  }

  private static final class Reader {
    private final Buffer buffer;
    private int position;

    Reader(Buffer buffer) {
      this.buffer = buffer;
    }

    long number() {
      long number = buffer.getLong(position);
      position += Long.BYTES;
      return number;
    }

    @Nullable String token() {
      byte count = buffer.getByte(position++);
      if (count == ABSENT) {
        return null;
      }
      if (count == AS_TEXT) {
        return new String(bytes(), StandardCharsets.UTF_8);
      }
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        parts.add(encoded(bytes()));
      }
      return String.join(".", parts);
    }

    private byte[] bytes() {
      int length = buffer.getInt(position);
      position += Integer.BYTES;
      byte[] bytes = buffer.getBytes(position, position + length);
      position += length;
      return bytes;
    }
  }

  @Override
  public String toString() {
    return "LoginSession[" + tokens + "]";
  }
}
