package io.saigon.testkit.internal.logs;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A handler of java.util.logging that looks for secrets in every line of a process, and writes what
 * it found to {@code target/logged-secrets} when the process ends.
 *
 * <p>Secrets are the keys and tokens that a local AWS issued, all JSON Web Tokens, and values with
 * one of the words that tests put into passwords and secrets. The AWS SDK's signers are left out:
 * they log what they sign.
 */
public final class LoggedSecrets extends Handler {
  private static final Pattern MARKED =
      Pattern.compile(
          "CANARY|Canary-Pass|C4nary|Passw0rd|Password-1|\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]{8,}");
  private static final Pattern LONG = Pattern.compile("[A-Za-z0-9+/]{32,}");
  private static final int KEPT = 20;
  private static final Set<String> ISSUED = ConcurrentHashMap.newKeySet();
  private static final AtomicBoolean INSTALLED = new AtomicBoolean();

  private final SimpleFormatter formatter = new SimpleFormatter();
  private final AtomicLong lines = new AtomicLong();
  private final List<String> found = Collections.synchronizedList(new ArrayList<>());

  /** Called by java.util.logging, whose configuration names this class. */
  public LoggedSecrets() {
    INSTALLED.set(true);
  }

  /** Returns a secret that was issued, and looks for it from now on. */
  public static String issued(String secret) {
    if (INSTALLED.get()) {
      ISSUED.add(secret);
    }
    return secret;
  }

  @Override
  public void publish(LogRecord line) {
    lines.incrementAndGet();
    String logger = String.valueOf(line.getLoggerName());
    String text = text(line);
    if (hasSecret(text) && !isSigner(logger) && found.size() < KEPT) {
      found.add(line.getLevel() + " " + logger + ": " + text);
    }
  }

  String text(LogRecord line) {
    Throwable thrown = line.getThrown();
    if (thrown == null) {
      return formatter.formatMessage(line);
    }
    StringWriter text = new StringWriter();
    text.append(formatter.formatMessage(line));
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  static boolean hasSecret(String text) {
    if (MARKED.matcher(text).find()) {
      return true;
    }
    Matcher candidates = LONG.matcher(text);
    while (candidates.find()) {
      if (ISSUED.contains(candidates.group())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSigner(String logger) {
    return logger.startsWith("software.amazon.awssdk")
        && (logger.contains("sign") || logger.contains("auth.aws"));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    if (lines.get() == 0) {
      return;
    }
    Path file = Path.of("target", "logged-secrets", ProcessHandle.current().pid() + ".txt");
    List<String> report = new ArrayList<>(List.of(lines + " lines"));
    report.addAll(found);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
