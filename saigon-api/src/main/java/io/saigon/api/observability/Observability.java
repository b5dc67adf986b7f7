package io.saigon.api.observability;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Closeable;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The listeners to measurements and the components of one Vert.x instance. Listeners come from the
 * {@link MetricsProvider}s on the path and from {@link #add(MetricsListener)}; objects that are
 * created while there is none measure nothing, at the cost of one comparison. Thread-safe.
 */
public final class Observability {
  private static final System.Logger LOG = System.getLogger(Observability.class.getName());
  private static final Map<Vertx, Observability> KNOWN = new WeakHashMap<>();

  private final List<MetricsListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Component> components = new CopyOnWriteArrayList<>();
  private final MetricsListener all = new All();
  private final AtomicBoolean logged = new AtomicBoolean();

  private Observability() {}

  /**
   * Returns the instance for a Vert.x instance. The first call looks for providers.
   *
   * @param vertx Vert.x instance
   * @return the same for each call until Vert.x closes
   */
  public static Observability of(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    Observability created;
    synchronized (KNOWN) {
      Observability known = KNOWN.get(vertx);
      if (known != null) {
        return known;
      }
      created = new Observability();
      KNOWN.put(vertx, created);
      created.load(vertx);
    }
    Closeable withVertx =
        completion -> {
          synchronized (KNOWN) {
            KNOWN.remove(vertx);
          }
          completion.succeed();
        };
    if (!CallerContext.detached(vertx).addCloseable(withVertx)) {
      synchronized (KNOWN) {
        KNOWN.remove(vertx);
      }
    }
    return created;
  }

  private void load(Vertx vertx) {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = ofThread == null ? Observability.class.getClassLoader() : ofThread;
    for (MetricsProvider provider : ServiceLoader.load(MetricsProvider.class, loader)) {
      MetricsListener listener = provider.create(vertx);
      if (listener != null) {
        listeners.add(listener);
      }
    }
  }

  /**
   * Adds a listener. Objects that were created while there was none send it nothing, so add it
   * before the first {@link io.saigon.api.Saigon}, vault, pool or client.
   *
   * @param listener receives measurements
   * @return removes the listener
   */
  public Runnable add(MetricsListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    components.forEach(listener::added);
    return () -> listeners.remove(listener);
  }

  /**
   * Returns the listener to send measurements to. Objects that measure call this as they are
   * created.
   *
   * @return all listeners as one, or null if there is none
   */
  public @Nullable MetricsListener listener() {
    return listeners.isEmpty() ? null : all;
  }

  /**
   * Adds a component.
   *
   * @param component the component
   * @return removes the component
   */
  public Runnable add(Component component) {
    components.add(Objects.requireNonNull(component, "component"));
    all.added(component);
    return () -> {
      if (components.remove(component)) {
        all.removed(component);
      }
    };
  }

  /**
   * Returns the components that exist now.
   *
   * @return ordered by kind and name
   */
  public List<Component> components() {
    return components.stream()
        .sorted(Comparator.comparing(Component::kind).thenComparing(Component::name))
        .toList();
  }

  /** All listeners as one; what measures must not fail by what listens. */
  private final class All implements MetricsListener {
    @Override
    public void record(Measurement measurement) {
      for (MetricsListener listener : listeners) {
        try {
          listener.record(measurement);
        } catch (RuntimeException e) {
          failed(listener, e);
        }
      }
    }

    @Override
    public void added(Component component) {
      for (MetricsListener listener : listeners) {
        try {
          listener.added(component);
        } catch (RuntimeException e) {
          failed(listener, e);
        }
      }
    }

    @Override
    public void removed(Component component) {
      for (MetricsListener listener : listeners) {
        try {
          listener.removed(component);
        } catch (RuntimeException e) {
          failed(listener, e);
        }
      }
    }

    private void failed(MetricsListener listener, RuntimeException failure) {
      if (!logged.getAndSet(true)) {
        LOG.log(
            Level.WARNING,
            "%s failed to take a measurement; this is logged once"
                .formatted(listener.getClass().getName()),
            failure);
      }
    }
  }
}
