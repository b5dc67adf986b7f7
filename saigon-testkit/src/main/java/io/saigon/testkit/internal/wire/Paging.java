package io.saigon.testkit.internal.wire;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A page of a list, and the token of the next page. */
public record Paging<T>(List<T> items, @Nullable String next) {

  /**
   * Cuts a page from a list.
   *
   * @param wrong error for a token that was not issued
   */
  public static <T> Paging<T> of(
      List<T> all, int limit, @Nullable String token, Supplier<AwsError> wrong) {
    int from = token == null ? 0 : offset(token);
    if (from < 0 || from > all.size()) {
      throw wrong.get();
    }
    int to = Math.min(all.size(), from + limit);
    String next =
        to == all.size()
            ? null
            : Base64.getEncoder().encodeToString(("offset=" + to).getBytes(StandardCharsets.UTF_8));
    return new Paging<>(List.copyOf(all.subList(from, to)), next);
  }

  /** Adds the token to an answer, if there is more. */
  public JsonObject next(String name, JsonObject answer) {
    return next == null ? answer : answer.put(name, next);
  }

  private static int offset(String token) {
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      return text.startsWith("offset=") ? Integer.parseInt(text.substring(7)) : -1;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }
}
