package io.saigon.testkit.internal.s3.request;

import io.saigon.testkit.internal.auth.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The signer of a request.
 *
 * @param principal null if nobody signed it
 */
public record Caller(@Nullable Principal principal) {
  public static final Caller ANONYMOUS = new Caller(null);

  public boolean isAnonymous() {
    return principal == null;
  }
}
