package io.saigon.testkit.internal.s3.list;

import io.saigon.testkit.internal.s3.store.KeyOrder;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing in the order of keys: items, and the common prefixes of others.
 *
 * @param <T> type of the items
 */
final class Page<T> {
  /**
   * Gives the items of keys, for each key in their order.
   *
   * @param <T> type of the items
   */
  interface Source<T> {
    /** Visits the keys from one on, until the visitor returns a key to go on at, or an end. */
    void visit(String from, boolean inclusive, BiPredicate<String, List<T>> visitor);
  }

  private final ListQuery query;
  private final List<T> items = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private boolean truncated;
  private @Nullable String last;

  private Page(ListQuery query) {
    this.query = query;
  }

  /**
   * Reads a page.
   *
   * @param after key after which it starts, or null; common prefixes are after it too
   */
  static <T> Page<T> read(ListQuery query, @Nullable String after, Source<T> source) {
    Page<T> page = new Page<>(query);
    if (query.most() == 0) {
      return page;
    }
    String from = query.prefix();
    boolean inclusive = true;
    if (after != null && KeyOrder.INSTANCE.compare(after, from) >= 0) {
      from = after;
      inclusive = false;
    }
    String next = from;
    boolean including = inclusive;
    while (next != null) {
      Walk<T> walk = new Walk<>(page, after);
      source.visit(next, including, walk);
      next = walk.next;
      including = true;
    }
    return page;
  }

  /** Visits keys until a common prefix is to be skipped, or the page is full. */
  private static final class Walk<T> implements BiPredicate<String, List<T>> {
    private final Page<T> page;
    private final @Nullable String after;
    private @Nullable String next;

    Walk(Page<T> page, @Nullable String after) {
      this.page = page;
      this.after = after;
    }

    @Override
    public boolean test(String key, List<T> found) {
      if (!key.startsWith(page.query.prefix())) {
        return false;
      }
      if (found.isEmpty()) {
        return true;
      }
      String common = page.query.commonPrefix(key);
      if (common != null) {
        if (after == null || KeyOrder.INSTANCE.compare(common, after) > 0) {
          if (page.isFull()) {
            page.truncated = true;
            return false;
          }
          page.prefixes.add(common);
          page.last = common;
        }
        next = successor(common);
        return false;
      }
      for (T item : found) {
        if (page.isFull()) {
          page.truncated = true;
          return false;
        }
        page.items.add(item);
        page.last = key;
      }
      return true;
    }

    /** Returns the first key after all that begin so, or null if there can be none. */
    private static @Nullable String successor(String prefix) {
      int end = prefix.length();
      while (end > 0) {
        int last = prefix.codePointBefore(end);
        int start = end - Character.charCount(last);
        if (last < Character.MAX_CODE_POINT) {
          // Surrogates are no code points.
          int following =
              last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
          return prefix.substring(0, start) + Character.toString(following);
        }
        end = start;
      }
      return null;
    }
  }

  private boolean isFull() {
    return items.size() + prefixes.size() >= query.most();
  }

  List<T> items() {
    return items;
  }

  int count() {
    return items.size() + prefixes.size();
  }

  boolean isTruncated() {
    return truncated;
  }

  /** Returns the last key or common prefix of the page, or null if it is empty. */
  @Nullable String last() {
    return last;
  }

  void writePrefixes(XmlDocument xml) {
    prefixes.forEach(
        prefix -> xml.open("CommonPrefixes").element("Prefix", query.text(prefix)).close());
  }
}
