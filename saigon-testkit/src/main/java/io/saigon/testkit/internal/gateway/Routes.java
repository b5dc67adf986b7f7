package io.saigon.testkit.internal.gateway;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The routes of a gateway; the longest that fits serves. */
final class Routes {
  private final List<Route> routes = new CopyOnWriteArrayList<>();

  void add(String prefix, URI backend) {
    if (!prefix.startsWith("/")) {
      throw new IllegalArgumentException("pathPrefix must begin with /, but is " + prefix);
    }
    routes.removeIf(route -> route.prefix().equals(prefix));
    routes.add(new Route(prefix, backend));
  }

  @Nullable Route find(String path) {
    return routes.stream()
        .filter(route -> route.matches(path))
        .max(Comparator.comparingInt(route -> route.prefix().length()))
        .orElse(null);
  }
}
