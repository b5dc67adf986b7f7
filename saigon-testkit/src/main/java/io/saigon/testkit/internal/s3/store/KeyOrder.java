package io.saigon.testkit.internal.s3.store;

import java.util.Comparator;

/** The order of keys by their bytes in UTF-8, which is that of code points and not of chars. */
public final class KeyOrder {
  public static final Comparator<String> INSTANCE = KeyOrder::compare;

  private KeyOrder() {}

  private static int compare(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    for (int i = 0; i < shorter; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        // Surrogates stand for code points above all others.
        boolean highA = Character.isSurrogate(a);
        boolean highB = Character.isSurrogate(b);
        return highA == highB ? Character.compare(a, b) : Boolean.compare(highA, highB);
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
