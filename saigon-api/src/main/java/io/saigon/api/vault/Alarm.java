package io.saigon.api.vault;

/** A timer that is moved whenever its time changes. */
final class Alarm {
  static final long NEVER = Long.MAX_VALUE;

  private final CacheTime time;
  private final Runnable action;
  private long timer = -1;
  private long due = NEVER;

  Alarm(CacheTime time, Runnable action) {
    this.time = time;
    this.action = action;
  }

  /** Runs the action at a time of {@link CacheTime#millis()}, and no more at an earlier one. */
  void set(long at) {
    if (at == due) {
      return;
    }
    if (due != NEVER) {
      time.cancel(timer);
    }
    due = at;
    if (at != NEVER) {
      timer = time.after(Math.max(1, at - time.millis()), this::ring);
    }
  }

  private void ring() {
    due = NEVER;
    action.run();
  }
}
