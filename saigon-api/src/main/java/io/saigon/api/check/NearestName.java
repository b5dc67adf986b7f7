package io.saigon.api.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Search for the name that was meant by a misspelt one. */
public final class NearestName {
  private NearestName() {}

  /**
   * Returns the known name that differs least from another one: in case alone, or in one character
   * of four, where two neighbours that are swapped count as one.
   *
   * @param name name that is not known
   * @param known names that are
   * @return the nearest, or null if none is near
   */
  public static @Nullable String of(String name, Collection<String> known) {
    return known.stream()
        .filter(each -> distance(name, each) <= Math.max(1, each.length() / 4))
        .min(
            Comparator.comparing((String each) -> distance(name, each)).thenComparing(each -> each))
        .orElse(null);
  }

  /**
   * Returns a question that leads from a misspelt name to the right one.
   *
   * @param name name that is not known
   * @param known names that are
   * @return such as {@code "; did you mean 'region'?"}, or an empty text if no name is near
   */
  public static String question(String name, Collection<String> known) {
    String nearest = of(name, known);
    return nearest == null ? "" : "; did you mean '" + nearest + "'?";
  }

  // Optimal string alignment, a row at a time.
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] before = new int[b.length() + 1];
    int[] above = row(0, b.length());
    for (int i = 1; i <= a.length(); i++) {
      int[] current = row(i, b.length());
      for (int j = 1; j <= b.length(); j++) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(above[j - 1] + same, Math.min(above[j], current[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          current[j] = Math.min(current[j], before[j - 2] + 1);
        }
      }
      before = above;
      above = current;
    }
    return above[b.length()];
  }

  private static int[] row(int first, int length) {
    int[] row = new int[length + 1];
    for (int i = 0; i <= length; i++) {
      row[i] = first + i;
    }
    return row;
  }
}
