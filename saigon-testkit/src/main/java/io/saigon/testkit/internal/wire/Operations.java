package io.saigon.testkit.internal.wire;

import io.saigon.testkit.internal.auth.Principal;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations of one service, by the names that {@code X-Amz-Target} carries. */
public final class Operations {
  /** An operation: returns the answer to a request, or throws an {@link AwsError}. */
  @FunctionalInterface
  public interface Operation {
    JsonObject call(Params params);
  }

  /**
   * Work outside the lock.
   *
   * @param <E> what it throws
   */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  record Entry(String name, Operation operation, boolean signed) {}

  private final String service;
  private final String target;
  private final String validationCode;
  private final boolean slow;
  private Set<String> capitalised = Set.of();
  private List<String> refused = List.of();
  private final Map<String, Entry> entries = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private BiFunction<Operation, Params, JsonObject> around = Operation::call;

  /**
   * @param service the name that signatures are scoped to
   * @param target what stands before the dot in {@code X-Amz-Target}
   * @param validationCode the error code for members that break a rule
   * @param slow whether it must be kept off event loops
   */
  public Operations(String service, String target, String validationCode, boolean slow) {
    this.service = service;
    this.target = target;
    this.validationCode = validationCode;
    this.slow = slow;
  }

  /** The errors of this service whose message member is {@code Message}, capitalised. */
  public Operations capitalised(Set<String> codes) {
    capitalised = codes;
    return this;
  }

  /** Sets the members of requests that the local AWS has no use for, and so does not take. */
  public Operations refusing(String... members) {
    refused = List.of(members);
    return this;
  }

  /** Sets the call of every operation with its request. */
  public Operations around(BiFunction<Operation, Params, JsonObject> call) {
    around = call;
    return this;
  }

  public Operations signed(String name, Operation operation) {
    entries.put(name, new Entry(name, operation, true));
    return this;
  }

  /** An operation that anyone may call without a signature. */
  public Operations open(String name, Operation operation) {
    entries.put(name, new Entry(name, operation, false));
    return this;
  }

  public String service() {
    return service;
  }

  public String target() {
    return target;
  }

  /** Returns the names of all operations. */
  public Set<String> names() {
    return Set.copyOf(entries.keySet());
  }

  /** Returns the throttling error of this service. */
  AwsError throttled() {
    return service.startsWith("cognito")
        ? new AwsError("TooManyRequestsException", "Too many requests")
        : new AwsError("ThrottlingException", "Rate exceeded");
  }

  String messageName(AwsError error) {
    return capitalised.contains(error.code()) ? "Message" : "message";
  }

  boolean slow() {
    return slow;
  }

  @Nullable Entry entry(String name) {
    return entries.get(name);
  }

  /** One call at a time, but for what runs {@link #unlocked}: state needs no other guard. */
  JsonObject call(Entry entry, JsonObject request, Principal caller) {
    Params params = new Params(request, validationCode, caller);
    Params.check(service, entry.name(), request, validationCode);
    params.refuse(refused);
    return exclusively(() -> around.apply(entry.operation(), params));
  }

  /**
   * Calls an operation without a signature, for calls of a test.
   *
   * @throws IllegalArgumentException if the operation refuses
   */
  public JsonObject directly(Operation operation, JsonObject request) {
    try {
      return exclusively(() -> operation.call(new Params(request, validationCode)));
    } catch (AwsError e) {
      throw new IllegalArgumentException(e.code() + ": " + e.text(), e);
    }
  }

  /**
   * Runs work that neither reads nor changes the state without the lock, so that other calls can go
   * on: signing, or a function of a test that may call this service. The state may have changed
   * when it returns: what decides about the caller's answer is to be read before, or anew.
   */
  @SuppressWarnings("LockNotBeforeTry") // the caller's try releases it
  public <T, E extends Exception> T unlocked(Work<T, E> work) throws E {
    int holds = lock.getHoldCount();
    for (int i = 0; i < holds; i++) {
      lock.unlock();
    }
    try {
      return work.run();
    } finally {
      for (int i = 0; i < holds; i++) {
        lock.lock();
      }
    }
  }

  /** Returns members of a request that another protocol carries. */
  public Params params(JsonObject request) {
    return new Params(request, validationCode);
  }

  /** Runs a change of the state by a test. */
  public <T> T exclusively(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
