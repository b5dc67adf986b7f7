package io.saigon.aws.http;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import java.lang.reflect.Method;

/**
 * HTTP/2 settings of a connection. The methods that return them are called by name, as their return
 * type differs between Vert.x 5.0 and 5.1, and a class compiled with one would not link with the
 * other.
 */
final class ConnectionSettings {
  private static final Method LOCAL = method("settings");
  private static final Method REMOTE = method("remoteSettings");

  private ConnectionSettings() {}

  static int localWindow(HttpConnection connection) {
    return read(LOCAL, connection).getInitialWindowSize();
  }

  static int remoteWindow(HttpConnection connection) {
    return read(REMOTE, connection).getInitialWindowSize();
  }

  private static Http2Settings read(Method method, HttpConnection connection) {
    try {
      return (Http2Settings) method.invoke(connection);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This release of Vert.x is not supported", e);
    }
  }

  private static Method method(String name) {
    try {
      return HttpConnection.class.getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("This release of Vert.x is not supported", e);
    }
  }
}
