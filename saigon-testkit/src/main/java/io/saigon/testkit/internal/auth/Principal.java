package io.saigon.testkit.internal.auth;

import io.saigon.testkit.internal.wire.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A user or a role's session, as GetCallerIdentity returns it.
 *
 * @param arn such as {@code arn:aws:sts::000000000000:assumed-role/orders/session}
 * @param id unique id; of a session, the role's with the session's name
 */
public record Principal(String arn, String id) {
  /** The user whom the local AWS's own key belongs to. */
  public static final Principal ADMIN =
      new Principal("arn:aws:iam::" + Ids.ACCOUNT + ":user/local", "AIDALOCALADMINISTRAT");

  /** Returns a session of a role. */
  public static Principal session(String roleArn, String sessionName) {
    String[] parts = roleArn.split(":", 6);
    String account = parts.length == 6 ? parts[4] : Ids.ACCOUNT;
    String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    return new Principal(
        "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + sessionName,
        roleId(roleArn) + ":" + sessionName);
  }

  /** Returns whether it is a session of a role, and not a user. */
  public boolean isSession() {
    return arn.contains(":assumed-role/");
  }

  private static String roleId(String roleArn) {
    String hash = Hashes.sha256(roleArn.getBytes(StandardCharsets.UTF_8));
    return "AROA" + hash.substring(0, 17).toUpperCase(Locale.ROOT);
  }
}
