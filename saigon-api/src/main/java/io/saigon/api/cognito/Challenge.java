package io.saigon.api.cognito;

import java.util.Map;
import java.util.Objects;

/** What Cognito asks of a user before the log-in succeeds. */
public sealed interface Challenge {
  /** The name that the user pool knows the user by. */
  String username();

  /** Handle of the unfinished log-in, to be sent with the answer; a secret. */
  String session();

  /** A new password must be set. */
  record NewPasswordRequired(String username, String session) implements Challenge {
    /** Checks that nothing is missing. */
    public NewPasswordRequired {
      check(username, session);
    }

    @Override
    public String toString() {
      return "NewPasswordRequired[username=" + username + "]";
    }
  }

  /**
   * A code must be given.
   *
   * @param medium where the code comes from
   * @param destination masked phone number or address that it was sent to; empty for an
   *     authenticator
   */
  record CodeRequired(String username, String session, Medium medium, String destination)
      implements Challenge {
    /** Where a code comes from. */
    public enum Medium {
      /** A text message. */
      SMS,
      /** A time-based one-time password of an authenticator. */
      TOTP,
      /** An e-mail message. */
      EMAIL
    }

    /** Checks that nothing is missing. */
    public CodeRequired {
      check(username, session);
      Objects.requireNonNull(medium, "medium");
      Objects.requireNonNull(destination, "destination");
    }

    @Override
    public String toString() {
      return "CodeRequired[username=" + username + ", medium=" + medium + "]";
    }
  }

  /**
   * Any other challenge, custom ones included.
   *
   * @param name as Cognito names it, such as {@code CUSTOM_CHALLENGE}
   * @param parameters as Cognito sent them
   */
  record Other(String username, String session, String name, Map<String, String> parameters)
      implements Challenge {
    /** Checks that nothing is missing. */
    public Other {
      check(username, session);
      Objects.requireNonNull(name, "name");
      parameters = Map.copyOf(parameters);
    }

    @Override
    public String toString() {
      return "Other[username=" + username + ", name=" + name + "]";
    }
  }

  private static void check(String username, String session) {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(session, "session");
  }
}
