package io.saigon.testkit.internal.program;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of the program. */
public enum Flag {
  PORT(
      "port",
      "NUMBER",
      "port of the AWS services; S3, the REST API, the HTTP API and instance metadata"
          + " take the four that follow (default: free ones)"),
  REGION("region", "NAME", "AWS region of all services (default: eu-west-1)"),
  HOST("host", "ADDRESS", "IP address to listen on (default: 127.0.0.1)"),
  EXPOSE("expose", null, "allow a host that other machines reach, where the keys guard nothing"),
  HTTPS("https", null, "speak https; AWS_CA_BUNDLE names a file with the authority"),
  SEED("seed", "NUMBER", "the same keys and ids at every start"),
  FIXTURE("fixture", "FILE", "JSON file of the users, secrets, buckets, ... that exist at first"),
  STOP_WITH_PARENT("stop-with-parent", null, "stop when the process that started this one ends"),
  VERSION("version", null, "print the version and exit"),
  HELP("help", null, "print this text and exit");

  private final String name;
  private final @Nullable String value;
  private final String text;

  Flag(String name, @Nullable String value, String text) {
    this.name = name;
    this.value = value;
    this.text = text;
  }

  /** Returns the option as it is written, such as {@code --port}. */
  @Override
  public String toString() {
    return "--" + name;
  }

  boolean isSwitch() {
    return value == null;
  }

  String usage() {
    return value == null ? toString() : this + " " + value;
  }

  String text() {
    return text;
  }

  static Optional<Flag> named(String written) {
    return Arrays.stream(values()).filter(flag -> flag.toString().equals(written)).findFirst();
  }
}
