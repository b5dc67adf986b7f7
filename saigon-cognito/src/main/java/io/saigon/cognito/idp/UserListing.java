package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoUser;
import io.saigon.api.cognito.UserPage;
import io.saigon.api.context.CallerContext;
import io.saigon.api.stream.QueuedStream;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Users of a pool as a stream, a page at a time. */
final class UserListing extends QueuedStream<CognitoUser> {
  private final Function<@Nullable String, Future<UserPage>> pages;
  private @Nullable String token;
  private boolean fetching;

  /**
   * Creates a stream.
   *
   * @param pages gets the page of a token, and the first one without
   */
  UserListing(CallerContext context, Function<@Nullable String, Future<UserPage>> pages) {
    super(context);
    this.pages = pages;
  }

  @Override
  protected void more() {
    if (fetching) {
      return;
    }
    fetching = true;
    pages.apply(token).onSuccess(this::arrived).onFailure(this::end);
  }

  private void arrived(UserPage page) {
    page.users().forEach(this::push);
    token = page.nextToken();
    fetching = false;
    if (token == null) {
      end(null);
    } else {
      fetch(0);
    }
  }
}
