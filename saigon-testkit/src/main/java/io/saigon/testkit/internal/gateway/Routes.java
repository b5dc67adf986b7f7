package io.saigon.testkit.internal.gateway;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The routes of a gateway; the longest match is used. */
final class Routes {
  private final List<Route> routes = new CopyOnWriteArrayList<>();

  void add(Route added) {
    if (!added.prefix().startsWith("/")) {
      throw new IllegalArgumentException("pathPrefix must begin with /, but is " + added.prefix());
    }
    routes.removeIf(route -> route.prefix().equals(added.prefix()));
    routes.add(added);
  }

  @Nullable Route find(String path) {
    return routes.stream()
        .filter(route -> route.matches(path))
        .max(Comparator.comparingInt(route -> route.prefix().length()))
        .orElse(null);
  }
}
