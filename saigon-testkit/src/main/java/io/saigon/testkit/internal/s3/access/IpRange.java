package io.saigon.testkit.internal.s3.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of IP addresses, such as {@code 10.0.0.0/8}. */
@SuppressWarnings("ArrayRecordComponent")
record IpRange(byte[] address, int bits) {
  /** Literals only: a name would be looked up. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}"
              + "|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private static final int WIDEST_OF_IPV4 = 8;
  private static final int WIDEST_OF_IPV6 = 32;

  /** Returns a range, or null if the text is none. */
  static @Nullable IpRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return null;
    }
    int all = address.length * 8;
    String length = slash < 0 ? String.valueOf(all) : text.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > all) {
      return null;
    }
    return new IpRange(address, Integer.parseInt(length));
  }

  private static byte @Nullable [] bytes(String address) {
    if (!LITERAL.matcher(address).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Returns whether an address is in the range. */
  boolean contains(String text) {
    byte[] other = bytes(text);
    if (other == null || other.length != address.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((address[i / 8] & mask) != (other[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether S3 takes a policy for public that allows all of the range. */
  boolean isPublic() {
    return bits < (address.length == 4 ? WIDEST_OF_IPV4 : WIDEST_OF_IPV6);
  }
}
