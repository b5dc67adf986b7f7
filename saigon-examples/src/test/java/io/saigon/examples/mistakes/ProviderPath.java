package io.saigon.examples.mistakes;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;

/** A path on which other artifacts provide a service than on that of the test. */
final class ProviderPath extends ClassLoader {
  private final String descriptor;
  private final URL providers;

  /**
   * Creates a path.
   *
   * @param directory an empty directory
   * @param providers the only classes that provide the service
   */
  ProviderPath(Path directory, Class<?> service, String... providers) throws IOException {
    super(ProviderPath.class.getClassLoader());
    this.descriptor = "META-INF/services/" + service.getName();
    Path file = Files.writeString(directory.resolve("services"), String.join("\n", providers));
    this.providers = file.toUri().toURL();
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(descriptor)
        ? Collections.enumeration(Collections.singleton(providers))
        : super.getResources(name);
  }

  /** Creates a Saigon that finds its providers on this path. */
  Saigon saigon(Vertx vertx, SaigonOptions options) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      return Saigon.create(vertx, options);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
