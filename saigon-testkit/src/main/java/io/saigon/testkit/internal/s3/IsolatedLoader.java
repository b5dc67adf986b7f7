package io.saigon.testkit.internal.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads S3Proxy and its libraries from the test kit's own jar, where their classes have another
 * suffix, so that no application has them, or other versions than its own, on its path.
 */
final class IsolatedLoader extends ClassLoader {
  private static final String LIBRARIES = "io/saigon/testkit/internal/s3/lib/";
  private static final String RUNNER = S3ProxyRunner.class.getName();
  private static final List<String> OF_THE_APPLICATION =
      List.of("java.", "javax.", "software.amazon.", "org.slf4j.");

  IsolatedLoader(ClassLoader parent) {
    super(parent);
    if (parent.getResource(LIBRARIES + "org/gaul/s3proxy/S3Proxy.classdata") == null) {
      throw new IllegalStateException(
          "S3Proxy is missing in saigon-testkit; build saigon-testkit with Maven");
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (OF_THE_APPLICATION.stream().anyMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] bytes = bytes(name);
        loaded =
            bytes == null
                ? super.loadClass(name, resolve)
                : defineClass(name, bytes, 0, bytes.length);
      }
      return loaded;
    }
  }

  private byte @Nullable [] bytes(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/');
    String file = name.equals(RUNNER) ? path + ".class" : LIBRARIES + path + ".classdata";
    try (InputStream in = getParent().getResourceAsStream(file)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = getParent().getResource(LIBRARIES + name);
    return own == null ? getParent().getResource(name) : own;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = Collections.list(getParent().getResources(LIBRARIES + name));
    all.addAll(Collections.list(getParent().getResources(name)));
    return Collections.enumeration(all);
  }
}
