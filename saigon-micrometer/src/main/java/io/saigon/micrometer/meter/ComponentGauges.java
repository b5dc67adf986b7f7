package io.saigon.micrometer.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.saigon.api.observability.Component;
import io.saigon.api.observability.Health;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Gauges of components, one for all of the same kind and name, while there are any. */
final class ComponentGauges {
  private record Key(String kind, String name) {}

  private record Value(SaigonMeter meter, String key, BinaryOperator<Double> merge) {}

  private static final Map<String, List<Value>> VALUES =
      Map.of(
          "vault",
          List.of(
              new Value(SaigonMeter.SECRETS_CACHED, "secrets", Double::sum),
              new Value(SaigonMeter.SECRETS_AGE, "oldestAgeSeconds", Math::max)),
          "pool",
          List.of(
              new Value(SaigonMeter.POOL_CONNECTIONS, "open", Double::sum),
              new Value(SaigonMeter.POOL_IDLE, "idle", Double::sum),
              new Value(SaigonMeter.POOL_WAITING, "waiting", Double::sum)),
          "credentials",
          List.of(new Value(SaigonMeter.CREDENTIALS_EXPIRY, "expiresInSeconds", Math::min)));

  private final MeterRegistry registry;
  private final Map<Key, Group> groups = new HashMap<>();

  ComponentGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  synchronized void add(Component component) {
    groups.computeIfAbsent(key(component), Group::new).components.add(component);
  }

  synchronized void remove(Component component) {
    Group group = groups.get(key(component));
    if (group != null && group.components.remove(component) && group.components.isEmpty()) {
      groups.remove(key(component));
      group.meters.forEach(registry::remove);
    }
  }

  private static Key key(Component component) {
    return new Key(component.kind(), component.name());
  }

  private final class Group {
    private final List<Component> components = new CopyOnWriteArrayList<>();
    private final List<Meter> meters = new ArrayList<>();

    Group(Key key) {
      meters.add(
          SaigonMeter.HEALTH.gauge(
              registry, this, all -> all.merged(Group::health, Math::min), key.kind, key.name));
      for (Value value : VALUES.getOrDefault(key.kind, List.of())) {
        meters.add(
            value.meter.gauge(
                registry,
                this,
                all ->
                    all.merged(
                        health -> health.values().getOrDefault(value.key, Double.NaN), value.merge),
                key.name));
      }
    }

    private double merged(Function<Health, Double> value, BinaryOperator<Double> merge) {
      return components.stream()
          .map(Component::health)
          .map(value)
          .filter(number -> !number.isNaN())
          .reduce(merge)
          .orElse(Double.NaN);
    }

    private static double health(Health health) {
      return switch (health.status()) {
        case UP -> 1;
        case DEGRADED -> 0.5;
        case DOWN -> 0;
      };
    }
  }
}
