package io.saigon.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A class path of its own on which the given provider classes are, and nothing else provides
 * anything.
 */
final class ProviderLoader extends URLClassLoader {
  private final Class<?>[] providers;

  ProviderLoader(Path directory, Class<?> service, Class<?>... providers) throws IOException {
    super(new URL[] {url(directory)}, ProviderLoader.class.getClassLoader());
    this.providers = providers;
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(service.getName()),
        Arrays.stream(providers).map(Class::getName).collect(Collectors.joining("\n")));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    for (Class<?> provider : providers) {
      if (provider.getName().equals(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(provider) : loaded;
      }
    }
    return super.loadClass(name, resolve);
  }

  // Defined here again, for a class of a named module does not count as a provider of a class path.
  private Class<?> define(Class<?> provider) {
    String file = provider.getName().replace('.', '/') + ".class";
    try (InputStream in = provider.getClassLoader().getResourceAsStream(file)) {
      byte[] bytes = in.readAllBytes();
      return defineClass(provider.getName(), bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path directory) throws MalformedURLException {
    return directory.toUri().toURL();
  }
}
