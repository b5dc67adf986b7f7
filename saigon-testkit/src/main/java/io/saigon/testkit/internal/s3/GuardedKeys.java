package io.saigon.testkit.internal.s3;

import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.auth.AccessKeys;
import org.jspecify.annotations.Nullable;

/** The keys that were given out, and the faults that were asked for; called on S3's own threads. */
final class GuardedKeys implements S3Keys {
  private final AccessKeys keys;
  private final Faults faults;

  GuardedKeys(AccessKeys keys, Faults faults) {
    this.keys = keys;
    this.faults = faults;
  }

  @Override
  public @Nullable String secretOf(@Nullable String accessKeyId) {
    faults.take("s3", "").ifPresent(GuardedKeys::meet);
    AccessKey key = accessKeyId == null ? null : keys.find(accessKeyId);
    if (key == null) {
      return null;
    }
    if (keys.hasEnded(key)) {
      throw new Refusal(400, "ExpiredToken", "The provided token has expired.");
    }
    return key.secret();
  }

  private static void meet(Fault fault) {
    if (fault instanceof Fault.Latency latency) {
      sleep(latency.by().toMillis());
    } else if (fault instanceof Fault.Throttling) {
      throw new Refusal(503, "SlowDown", "Please reduce your request rate.");
    } else if (fault instanceof Fault.ServiceError error) {
      throw new Refusal(error.status(), error.code(), "A fault was asked for");
    } else {
      throw new Refusal(500, "InternalError", "S3 has no such fault; take a FaultyWire");
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
