package io.saigon.testkit.internal.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Loads a copy of Jackson's annotations for S3Proxy alone: S3Proxy's Jackson 3 needs newer ones
 * than the Jackson 2 of Vert.x comes with, and both have the same names.
 */
final class IsolatedLoader extends ClassLoader {
  private static final String ANNOTATIONS = "jackson-annotations.jar";
  private static final List<String> OWN =
      List.of(
          "org.gaul.s3proxy.",
          "tools.jackson.",
          "com.fasterxml.jackson.annotation.",
          S3ProxyRunner.class.getName());

  private final Map<String, byte[]> annotations;

  IsolatedLoader(ClassLoader parent) throws IOException {
    super(parent);
    annotations = annotations();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (OWN.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try {
      byte[] bytes = bytes(file);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte @Nullable [] bytes(String file) throws IOException {
    byte[] own = annotations.get(file);
    if (own != null) {
      return own;
    }
    try (InputStream other = getParent().getResourceAsStream(file)) {
      return other == null ? null : other.readAllBytes();
    }
  }

  private static Map<String, byte[]> annotations() throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    InputStream resource = IsolatedLoader.class.getResourceAsStream(ANNOTATIONS);
    if (resource == null) {
      throw new IllegalStateException(
          ANNOTATIONS
              + " is missing beside "
              + IsolatedLoader.class
              + "; build saigon-testkit with Maven");
    }
    try (JarInputStream jar = new JarInputStream(resource)) {
      for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
        classes.put(entry.getName(), jar.readAllBytes());
      }
    }
    return classes;
  }
}
