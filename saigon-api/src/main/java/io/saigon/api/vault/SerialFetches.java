package io.saigon.api.vault;

import io.saigon.api.error.SaigonException;
import io.saigon.api.observability.Results;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fetches of one secret: one is under way at a time and at most one follows, for any number of
 * callers. Used on the vault's context only.
 */
final class SerialFetches {
  /** Receives the outcome of each fetch, before the waiting callers do. */
  interface Owner {
    /** Counts invalidations: a fetch that began before the last one serves no later caller. */
    int invalidations();

    void arrived(Fetched arrived, int invalidationsBefore, boolean announces);

    void failed(SaigonException failure);

    void settled();
  }

  private final SecretId id;
  private final VaultParts parts;
  private final Backoff backoff;
  private final Owner owner;
  private @Nullable Future<Fetched> underWay;
  private int invalidationsBefore;
  private @Nullable Promise<Fetched> following;
  private boolean followingAnnounces;

  SerialFetches(SecretId id, VaultParts parts, Backoff backoff, Owner owner) {
    this.id = id;
    this.parts = parts;
    this.backoff = backoff;
    this.owner = owner;
  }

  boolean underWay() {
    return underWay != null;
  }

  /** Fetches a value for a reader, unless one is on its way or there is a pause. */
  Future<Fetched> join() {
    if (underWay != null) {
      return invalidationsBefore == owner.invalidations() ? underWay : follow(true);
    }
    SaigonException paused = backoff.reason();
    return paused == null ? begin(true, null) : Future.failedFuture(paused);
  }

  /**
   * Fetches anew, after what is being fetched now.
   *
   * @param announces whether a change that is found is announced on the event bus
   */
  Future<Fetched> anew(boolean announces) {
    if (underWay != null) {
      return follow(announces);
    }
    backoff.end();
    SaigonException paused = backoff.reason();
    return paused == null ? begin(announces, null) : Future.failedFuture(paused);
  }

  private Future<Fetched> follow(boolean announces) {
    followingAnnounces |= announces;
    if (following == null) {
      following = parts.context().promise();
    }
    return following.future();
  }

  /**
   * Fetches, even during a pause. No fetch may be under way.
   *
   * @param known the value that is served, whose lease is renewed if it can be, or null
   */
  Future<Fetched> begin(boolean announces, @Nullable Fetched known) {
    Promise<Fetched> outcome = parts.context().promise();
    underWay = outcome.future();
    int before = owner.invalidations();
    long since = parts.time().millis();
    invalidationsBefore = before;
    (known != null && known.isRenewable() ? renew(known) : parts.batcher().fetch(id))
        .onComplete(
            (value, failure) -> {
              underWay = null;
              parts.monitor().fetched(since, failure);
              if (value == null) {
                owner.failed((SaigonException) Objects.requireNonNull(failure));
                beginFollowing();
                outcome.fail(failure);
              } else {
                Fetched arrived = parts.lifetimes().arrived(value, parts.time());
                owner.arrived(arrived, before, announces);
                beginFollowing();
                outcome.complete(arrived);
              }
              owner.settled();
            });
    return outcome.future();
  }

  /** Renews a lease, or fetches the secret under another one if the store refuses that. */
  private Future<SecretValue> renew(Fetched known) {
    return parts
        .batcher()
        .renew(known.value())
        .transform(
            (renewed, failure) -> {
              if (failure != null && Results.isOutage(failure)) {
                return Future.failedFuture(failure);
              }
              if (renewed != null && Lifetimes.lasts(renewed, known, parts.time())) {
                return Future.succeededFuture(renewed);
              }
              Future<SecretValue> another = parts.batcher().fetch(id);
              return renewed == null ? another : another.otherwise(renewed);
            });
  }

  // Before the callers of the former fetch, which may read again at once.
  private void beginFollowing() {
    Promise<Fetched> waiting = following;
    if (waiting != null) {
      following = null;
      boolean announces = followingAnnounces;
      followingAnnounces = false;
      anew(announces).onComplete(waiting);
    }
  }
}
