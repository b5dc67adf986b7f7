package io.saigon.testkit.internal.s3;

import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** S3 on a port of its own, with the keys that all other services know. */
public final class S3Server {
  private final Vertx vertx;
  private final S3Runner runner;
  private final int port;

  private S3Server(Vertx vertx, S3Runner runner, int port) {
    this.vertx = vertx;
    this.runner = runner;
    this.port = port;
  }

  public static Future<S3Server> start(
      Vertx vertx, AccessKeys keys, Faults faults, String host, int port) {
    return vertx.executeBlocking(
        () -> {
          S3Runner runner = runner(keys, faults, host, port);
          return new S3Server(vertx, runner, runner.start());
        },
        false);
  }

  private static S3Runner runner(AccessKeys keys, Faults faults, String host, int port)
      throws Exception {
    ClassLoader loader = new IsolatedLoader(S3Server.class.getClassLoader());
    return (S3Runner)
        loader
            .loadClass(S3ProxyRunner.class.getName())
            .getConstructor(String.class, Integer.class, S3Keys.class, String.class, String.class)
            .newInstance(
                host,
                port,
                new GuardedKeys(keys, faults),
                keys.admin().id(),
                keys.admin().secret());
  }

  public int port() {
    return port;
  }

  public Future<Void> createBucket(String name) {
    return vertx.executeBlocking(
        () -> {
          runner.createBucket(name);
          return null;
        },
        false);
  }

  public Future<Void> stop() {
    return vertx.executeBlocking(
        () -> {
          runner.stop();
          return null;
        },
        false);
  }
}
