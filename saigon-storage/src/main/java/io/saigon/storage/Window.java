package io.saigon.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of an archive that is fetched in one request.
 *
 * @param start first byte in the archive
 * @param end first byte behind it
 * @param at where it is in the local file
 */
record Window(long start, long end, long at) {
  // Cheaper to fetch than to ask for the next part in another request.
  private static final long MAX_GAP = 64 << 10;
  // Local header, the longest extra field, and the descriptor behind the content.
  private static final long MOST_AROUND = 30 + 0xffff + 24;

  long length() {
    return end - start;
  }

  /** What of the archive an entry may take: less, as a rule, for the next entry comes first. */
  static long end(ZipEntry entry) {
    long most = entry.rawName().remaining() + entry.compressedSize() + MOST_AROUND;
    return Math.min(entry.end(), entry.start() + most);
  }

  /**
   * Returns the windows that hold the files among the entries, in the archive's order.
   *
   * @param maxBytes bytes of all windows together, more of which are refused
   */
  static List<Window> of(List<ZipEntry> entries, long maxBytes) {
    List<Window> windows = joined(entries, MAX_GAP);
    if (total(windows) > maxBytes) {
      windows = joined(entries, 0);
    }
    if (total(windows) > maxBytes) {
      throw ArchiveFailures.tooLarge(maxBytes);
    }
    return windows;
  }

  static long total(List<Window> windows) {
    return windows.stream().mapToLong(Window::length).sum();
  }

  private static List<Window> joined(List<ZipEntry> entries, long maxGap) {
    List<ZipEntry> sorted = new ArrayList<>(entries);
    sorted.removeIf(ZipEntry::directory);
    sorted.sort(Comparator.comparingLong(ZipEntry::start));
    List<Window> windows = new ArrayList<>();
    for (ZipEntry entry : sorted) {
      Window last = windows.isEmpty() ? null : windows.get(windows.size() - 1);
      if (last != null && entry.start() - last.end() <= maxGap) {
        windows.set(
            windows.size() - 1,
            new Window(last.start(), Math.max(last.end(), end(entry)), last.at()));
      } else {
        long at = last == null ? 0 : last.at() + last.length();
        windows.add(new Window(entry.start(), end(entry), at));
      }
    }
    return windows;
  }
}
