package io.saigon.storage.zip;

import io.saigon.api.storage.ArchiveException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Decodes entries' names. */
final class ZipNames {
  private static final int UTF_8 = 1 << 11;
  // Code page 437 from 0x80 on; the JDK has it in a module that small images leave out.
  private static final String CP437 =
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
          + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

  private ZipNames() {}

  static String decode(ByteBuffer raw, int flags, ZipExtra extra) {
    String utf8 = utf8(raw.duplicate());
    if ((flags & UTF_8) != 0) {
      if (utf8 == null) {
        throw ArchiveFailures.entry(
            Reason.CORRUPT, cp437(raw), "has a name that is marked as UTF-8 and is not");
      }
      return utf8;
    }
    String unicode = unicodePath(raw, extra.unicodePath());
    if (unicode != null) {
      return unicode;
    }
    // Many tools write UTF-8 without the flag, and text in code page 437 is rarely valid UTF-8.
    return utf8 == null ? cp437(raw) : utf8;
  }

  private static @Nullable String unicodePath(ByteBuffer raw, @Nullable ByteBuffer field) {
    if (field == null) {
      return null;
    }
    CRC32 crc = new CRC32();
    crc.update(raw.duplicate());
    boolean current = field.getInt(1) == (int) crc.getValue();
    return current ? utf8(field.slice(5, field.remaining() - 5)) : null;
  }

  private static @Nullable String utf8(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String cp437(ByteBuffer raw) {
    StringBuilder name = new StringBuilder(raw.remaining());
    for (int i = 0; i < raw.remaining(); i++) {
      byte b = raw.get(i);
      name.append(b >= 0 ? (char) b : CP437.charAt(b & 0x7f));
    }
    return name.toString();
  }
}
