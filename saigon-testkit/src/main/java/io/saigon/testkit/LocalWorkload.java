package io.saigon.testkit;

import io.saigon.testkit.internal.metadata.RoleKeys;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * An instance, a task or a pod that gets a role's credentials from a service beside it. The service
 * speaks plain http on loopback, as AWS's does at its link-local addresses.
 */
public abstract sealed class LocalWorkload permits LocalInstance, LocalPod, LocalTask {
  private final RoleKeys keys;
  private final Supplier<Map<String, String>> common;

  LocalWorkload(RoleKeys keys, Supplier<Map<String, String>> common) {
    this.keys = keys;
    this.common = common;
  }

  /**
   * Returns the environment of a process in this workload: everything of {@link
   * LocalAws#environment()} but the administrator's key, and the variables by which AWS clients
   * find the role's credentials.
   *
   * @return values by variable
   */
  public Map<String, String> environment() {
    Map<String, String> variables = common.get();
    addVariables(variables);
    return Collections.unmodifiableMap(variables);
  }

  abstract void addVariables(Map<String, String> variables);

  final Map<String, String> common() {
    return common.get();
  }

  /**
   * Assigns another role to the workload.
   *
   * @param role role of later credentials
   */
  public final void assignRole(LocalRole role) {
    keys.role(Objects.requireNonNull(role, "role").role());
  }

  /** Takes the role away: no more credentials are given out. */
  public final void removeRole() {
    keys.role(null);
  }

  /**
   * Sets the lifetime of credentials that are given out from now on, 6 hours unless it is set. They
   * are replaced 5 minutes, or half their lifetime, before they expire by the clock of the local
   * AWS.
   *
   * @param lifetime positive duration
   * @throws IllegalArgumentException if it is not positive
   */
  public final void credentialsLifetime(Duration lifetime) {
    if (lifetime.isNegative() || lifetime.isZero()) {
      throw new IllegalArgumentException("lifetime must be positive");
    }
    keys.lifetime(lifetime);
  }

  /** Replaces the credentials; those that were given out stay valid until they expire. */
  public final void rotateCredentials() {
    keys.rotate();
  }
}
