package io.saigon.testkit.internal.s3.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.internal.s3.request.Parameters;
import io.saigon.testkit.internal.s3.store.KeyOrder;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of listings, against a listing that looks at every key. */
class PageTest {
  private static final String[] LETTERS = {"a", "b", "/", "//", "\uD7FF", "\uDBFF\uDFFF", "\uE000"};
  private final Random random = new Random(1);

  @Test
  void pagesOfAnySizeTogetherAreTheWholeListing() {
    for (int i = 0; i < 3000; i++) {
      NavigableSet<String> keys = new TreeSet<>(KeyOrder.INSTANCE);
      for (int j = random.nextInt(30); j > 0; j--) {
        keys.add(text(6));
      }
      String prefix = text(2);
      String delimiter = random.nextBoolean() ? text(2) : "";
      String after = random.nextBoolean() ? text(4) : null;
      ListQuery query = new ListQuery(prefix, delimiter, 1 + random.nextInt(4), false);
      assertThat(paged(keys, query, after))
          .as("%s of %s after %s", query, keys, after)
          .isEqualTo(expected(keys, prefix, delimiter, after));
    }
  }

  private static List<String> expected(
      NavigableSet<String> keys, String prefix, String delimiter, @Nullable String after) {
    NavigableSet<String> all = new TreeSet<>(KeyOrder.INSTANCE);
    for (String key : keys) {
      if (key.startsWith(prefix)) {
        int index = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        all.add(index < 0 ? key : key.substring(0, index + delimiter.length()));
      }
    }
    return List.copyOf(after == null ? all : all.tailSet(after, false));
  }

  private static List<String> paged(
      NavigableSet<String> keys, ListQuery query, @Nullable String after) {
    List<String> all = new ArrayList<>();
    String start = after;
    while (true) {
      Page<String> page =
          Page.read(
              query,
              start,
              (from, inclusive, visitor) -> {
                for (String key : keys.tailSet(from, inclusive)) {
                  if (!visitor.test(key, List.of(key))) {
                    return;
                  }
                }
              });
      assertThat(page.count()).isLessThanOrEqualTo(query.most());
      List<String> found = new ArrayList<>(page.items());
      XmlDocument xml = XmlDocument.plain("R");
      page.writePrefixes(xml);
      XmlElement.parse(xml.bytes(), "R").children().stream()
          .map(common -> common.required("Prefix"))
          .forEach(found::add);
      found.sort(KeyOrder.INSTANCE);
      all.addAll(found);
      if (!page.isTruncated()) {
        return all;
      }
      start = page.last();
    }
  }

  @Test
  void aPageOfNothingIsNotTruncated() {
    ListQuery query = ListQuery.of(Parameters.of("max-keys=0"), "max-keys");
    Page<String> page = Page.read(query, null, (from, inclusive, visitor) -> {});
    assertThat(page.isTruncated()).isFalse();
    assertThat(page.count()).isZero();
  }

  private String text(int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }
}
