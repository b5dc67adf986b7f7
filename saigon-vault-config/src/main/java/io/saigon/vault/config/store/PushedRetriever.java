package io.saigon.vault.config.store;

import io.saigon.api.Saigon;
import io.saigon.api.check.NearestName;
import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.SaigonException;
import io.vertx.config.ConfigChange;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Closeable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A retriever that reads its stores again when a vault announces a change of one of them. */
public final class PushedRetriever implements ConfigRetriever {
  private static final System.Logger LOG = System.getLogger("io.saigon.vault.config.VaultConfig");
  private static final Set<String> OURS =
      Set.of(
          SecretsStoreFactory.TYPE,
          ParametersStoreFactory.TYPE,
          AppConfigStoreFactory.TYPE,
          NamedVaultStoreFactory.TYPE);
  private static final Set<String> CONSTANT = Set.of("json", "sys", "env");

  private final Vertx vertx;
  private final CallerContext context;
  private final StoreGroup group;
  private final ConfigRetriever stores;
  private final boolean scansAlways;
  private final long scanPeriod;
  private final Closeable withOwner = completion -> close().onComplete(completion);
  private final LatestStream<JsonObject> stream;
  private final List<Handler<ConfigChange>> listeners = new CopyOnWriteArrayList<>();
  private @Nullable JsonObject current;
  private volatile @Nullable Handler<Void> beforeScan;
  private boolean reading;
  private boolean readAgain;
  private long timer = -1;
  private boolean closed;

  private PushedRetriever(
      Vertx vertx, StoreGroup group, ConfigRetriever stores, ConfigRetrieverOptions options) {
    this.vertx = vertx;
    this.context = CallerContext.current(vertx);
    this.group = group;
    this.stores = stores;
    this.stream = new LatestStream<>(context);
    this.scanPeriod = options.getScanPeriod();
    this.scansAlways =
        options.getStores().stream()
            .map(ConfigStoreOptions::getType)
            .anyMatch(type -> !OURS.contains(type) && !CONSTANT.contains(type));
  }

  /** Creates a retriever of the calling context. */
  public static ConfigRetriever create(Saigon saigon, ConfigRetrieverOptions options) {
    Vertx vertx = saigon.context().vertx();
    StoreGroup group = new StoreGroup(saigon);
    ConfigRetrieverOptions own =
        new ConfigRetrieverOptions(options)
            .setScanPeriod(-1)
            .setStores(options.getStores().stream().map(PushedRetriever::prepared).toList());
    ConfigRetriever stores = group.create(() -> ConfigRetriever.create(vertx, own));
    PushedRetriever retriever = new PushedRetriever(vertx, group, stores, options);
    retriever.open();
    return retriever;
  }

  /** Gives a store of ours the format of its content, which vertx-config keeps from it. */
  private static ConfigStoreOptions prepared(ConfigStoreOptions store) {
    String type = store.getType();
    if (type != null && !OURS.contains(type)) {
      String question = NearestName.question(type, OURS);
      if (!question.isEmpty()) {
        throw new ConfigurationException(
            "Type " + type + " of a configuration store is not known" + question,
            List.of(type),
            null);
      }
      return store;
    }
    JsonObject config = store.getConfig() == null ? new JsonObject() : store.getConfig().copy();
    if (store.getFormat() != null && !config.containsKey(StoreSettings.FORMAT)) {
      config.put(StoreSettings.FORMAT, store.getFormat());
    }
    return new ConfigStoreOptions(store).setConfig(config);
  }

  private void open() {
    group.onChange(() -> context.run(this::read));
    if (!context.addCloseable(withOwner)) {
      close();
    }
    arm();
  }

  private synchronized void arm() {
    if (scanPeriod > 0 && !closed) {
      timer = context.setTimer(scanPeriod, this::scan);
    }
  }

  private void scan() {
    if (scansAlways || group.isMissingAny()) {
      read();
    }
    arm();
  }

  /** Reads the stores anew; once more if they changed meanwhile. */
  private void read() {
    synchronized (this) {
      readAgain = reading;
      if (reading || closed) {
        return;
      }
      reading = true;
    }
    Handler<Void> before = beforeScan;
    if (before != null) {
      before.handle(null);
    }
    stores.getConfig().map(this::taken).onFailure(this::unreadable).onComplete(done -> readDone());
  }

  private void readDone() {
    boolean again;
    synchronized (this) {
      reading = false;
      again = readAgain;
    }
    if (again) {
      read();
    }
  }

  private void unreadable(Throwable failure) {
    // Failures of processors may quote what they read.
    String reason = failure instanceof SaigonException ? ": " + failure.getMessage() : "";
    LOG.log(
        Level.WARNING,
        "The configuration can't be read anew and stays as it is ("
            + failure.getClass().getName()
            + ")"
            + reason);
    stream.fail(failure);
  }

  private JsonObject taken(JsonObject config) {
    JsonObject before;
    synchronized (this) {
      before = current;
      current = config.copy();
    }
    if (before == null || !before.equals(config)) {
      stream.emit(config.copy());
    }
    if (before != null && !before.equals(config)) {
      ConfigChange change = new ConfigChange(before, config.copy());
      listeners.forEach(listener -> context.emit(change, listener));
    }
    return config;
  }

  @Override
  public Future<JsonObject> getConfig() {
    CallerContext caller = CallerContext.current(vertx);
    synchronized (this) {
      if (closed) {
        return caller.failed(new ClosedException("This retriever is closed; create another"));
      }
    }
    return caller.complete(stores.getConfig().map(this::taken));
  }

  @Override
  public JsonObject getCachedConfig() {
    return stores.getCachedConfig();
  }

  @Override
  public void listen(Handler<ConfigChange> listener) {
    listeners.add(listener);
  }

  @Override
  public ConfigRetriever setBeforeScanHandler(Handler<Void> handler) {
    beforeScan = handler;
    return this;
  }

  @Override
  public ConfigRetriever setConfigurationProcessor(Function<JsonObject, JsonObject> processor) {
    stores.setConfigurationProcessor(processor);
    return this;
  }

  @Override
  public ReadStream<JsonObject> configStream() {
    return stream;
  }

  @Override
  public Future<Void> close() {
    synchronized (this) {
      if (closed) {
        return Future.succeededFuture();
      }
      closed = true;
      vertx.cancelTimer(timer);
    }
    context.removeCloseable(withOwner);
    listeners.clear();
    stream.end();
    return stores.close();
  }
}
