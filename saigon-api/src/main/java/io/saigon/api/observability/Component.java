package io.saigon.api.observability;

/**
 * A part of an application that can be healthy or not, such as a vault. Safe for use from any
 * thread.
 */
public interface Component {
  /**
   * Returns the kind of the component.
   *
   * @return {@code vault}, {@code pool}, {@code service}, {@code sessions} or {@code credentials}
   */
  String kind();

  /**
   * Returns the name of the component among those of its kind.
   *
   * @return such as {@code aws-secrets-manager}
   */
  String name();

  /**
   * Returns the state, as the calls of the application have found it: nothing is sent.
   *
   * @return the state now
   */
  Health health();
}
