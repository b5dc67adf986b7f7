package io.saigon.testkit.internal.wire;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page of a list, and the token of the next page. */
public record Paging<T>(List<T> items, @Nullable String next) {
  private static final Pattern TOKEN = Pattern.compile("offset=(\\d{1,9}):(.*)", Pattern.DOTALL);

  /**
   * Returns a page of a list that does not change between pages.
   *
   * @param wrong error for a token that was not issued
   */
  public static <T> Paging<T> of(
      List<T> all, int limit, @Nullable String token, Supplier<AwsError> wrong) {
    return of(all, limit, token, item -> "", wrong);
  }

  /**
   * Returns a page of a list of which the client may delete what it has seen before it goes on.
   *
   * @param id what identifies an item
   * @param wrong error for a token that was not issued
   */
  public static <T> Paging<T> of(
      List<T> all,
      int limit,
      @Nullable String token,
      Function<T, String> id,
      Supplier<AwsError> wrong) {
    int from = token == null ? 0 : start(all, token, id, wrong);
    int to = Math.min(all.size(), from + limit);
    String next = to == all.size() ? null : encoded("offset=" + to + ":" + id.apply(all.get(to)));
    return new Paging<>(List.copyOf(all.subList(from, to)), next);
  }

  /** Adds the token to an answer, if there is more. */
  public JsonObject next(String name, JsonObject answer) {
    return next == null ? answer : answer.put(name, next);
  }

  /** Returns where the next item is now, or where it was if it is gone. */
  private static <T> int start(
      List<T> all, String token, Function<T, String> id, Supplier<AwsError> wrong) {
    Matcher matcher = TOKEN.matcher(decoded(token));
    if (!matcher.matches()) {
      throw wrong.get();
    }
    int offset = Integer.parseInt(matcher.group(1));
    String next = matcher.group(2);
    if (next.isEmpty() && offset > all.size()) {
      throw wrong.get();
    }
    for (int i = 0; !next.isEmpty() && i < all.size(); i++) {
      if (id.apply(all.get(i)).equals(next)) {
        return i;
      }
    }
    return Math.min(offset, all.size());
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
