package io.saigon.testkit.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The injected faults of a local AWS. A target is a service ({@code cognito-idp}, {@code
 * cognito-identity}, {@code secretsmanager}, {@code ssm}, {@code s3}, {@code sts}, {@code kms},
 * {@code execute-api}; the domains of user pools {@code oauth2}, the instance metadata service
 * {@code imds}, the agent of tasks {@code ecs-agent} and that of pods {@code eks-pod-identity}), or
 * one of its operations ({@code secretsmanager.GetSecretValue}, {@code s3.PutObject}, {@code
 * oauth2.token}, {@code imds.Token}; the gateway and the agents have none). Of several faults that
 * fit a request the one that was added first is taken.
 */
public final class Faults {
  private static final class Order {
    private final String target;
    private final Fault fault;
    private int left;

    Order(String target, Fault fault, int left) {
      this.target = target;
      this.fault = fault;
      this.left = left;
    }

    boolean fits(String service, String operation) {
      return target.equals(service) || target.equals(service + "." + operation);
    }
  }

  private final Map<String, Set<String>> operations;
  private final List<Order> orders = new ArrayList<>();

  /**
   * For the servers.
   *
   * @param operations names of the operations that can be a target, by service
   */
  public Faults(Map<String, Set<String>> operations) {
    this.operations = Map.copyOf(operations);
  }

  /**
   * Makes every request fail until {@link #clear()}.
   *
   * @param target a service, or a service and one of its operations: {@code ssm} or {@code
   *     ssm.GetParameter}
   * @param fault fault of the requests
   * @throws IllegalArgumentException if there is no such service or operation
   */
  public void always(String target, Fault fault) {
    next(target, Integer.MAX_VALUE, fault);
  }

  /**
   * Makes the next request fail.
   *
   * @param target a service, or a service and one of its operations: {@code ssm} or {@code
   *     ssm.GetParameter}
   * @param fault fault of the request
   * @throws IllegalArgumentException if there is no such service or operation
   */
  public void next(String target, Fault fault) {
    next(target, 1, fault);
  }

  /**
   * Makes the next few requests fail.
   *
   * @param target a service, or a service and one of its operations: {@code ssm} or {@code
   *     ssm.GetParameter}
   * @param times number of requests, at least 1
   * @param fault fault of the requests
   * @throws IllegalArgumentException if there is no such service or operation, or {@code times} is
   *     less than 1
   */
  public synchronized void next(String target, int times, Fault fault) {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(fault, "fault");
    if (times < 1) {
      throw new IllegalArgumentException("times must be 1 or more");
    }
    checkTarget(target);
    orders.add(new Order(target, fault, times));
  }

  private void checkTarget(String target) {
    int dot = target.indexOf('.');
    String service = dot < 0 ? target : target.substring(0, dot);
    Set<String> known = operations.get(service);
    if (known == null) {
      throw new IllegalArgumentException(
          "There is no service "
              + service
              + "; a target begins with one of "
              + new TreeSet<>(operations.keySet()));
    }
    if (dot >= 0 && !known.contains(target.substring(dot + 1))) {
      throw new IllegalArgumentException(
          "There is no target " + target + "; " + service + " has " + described(known));
    }
  }

  private static String described(Set<String> known) {
    return known.isEmpty() ? "no operations" : new TreeSet<>(known).toString();
  }

  /** Removes all faults. */
  public synchronized void clear() {
    orders.clear();
  }

  /**
   * Returns the number of requests still to fail.
   *
   * @return the number; {@link Integer#MAX_VALUE} after {@link #always}
   */
  public synchronized int pending() {
    return orders.stream().mapToInt(order -> order.left).reduce(0, Faults::saturated);
  }

  /**
   * Takes the next fault of a request. For the servers of the local AWS.
   *
   * @param service service of the request
   * @param operation operation of the request
   * @return the fault, or empty
   */
  public synchronized Optional<Fault> take(String service, String operation) {
    Optional<Order> met =
        orders.stream().filter(order -> order.fits(service, operation)).findFirst();
    met.ifPresent(
        order -> {
          if (order.left != Integer.MAX_VALUE && --order.left == 0) {
            orders.remove(order);
          }
        });
    return met.map(order -> order.fault);
  }

  private static int saturated(int one, int other) {
    return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
  }
}
