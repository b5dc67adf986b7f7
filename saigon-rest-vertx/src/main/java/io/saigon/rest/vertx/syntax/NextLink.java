package io.saigon.rest.vertx.syntax;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The link of relation "next" in an answer's headers (RFC 8288). */
public final class NextLink {
  private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");
  private static final Pattern NEXT =
      Pattern.compile(
          ";\\s*rel\\s*=\\s*(\"([^\"]*\\s)?next(\\s[^\"]*)?\"|next\\s*(;|,|$))",
          Pattern.CASE_INSENSITIVE);

  private NextLink() {}

  public static @Nullable URI of(URI page, MultiMap headers) {
    for (String header : headers.getAll("Link")) {
      for (Matcher link = LINK.matcher(header); link.find(); ) {
        if (NEXT.matcher(link.group(2)).find()) {
          return page.resolve(link.group(1));
        }
      }
    }
    return null;
  }
}
