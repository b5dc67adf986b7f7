package io.saigon.rest.vertx.webclient;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A dynamic proxy of an object of Vert.x. Not a class that implements the interface, because these
 * interfaces gain methods from one minor release to the next.
 */
abstract class Delegation<T> implements InvocationHandler {
  private static final Object[] NONE = {};

  static <T> T proxy(Class<? extends T> type, Delegation<T> handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  abstract T delegate();

  /** Handles a call, by {@link #forward} if it is not to be changed. */
  abstract @Nullable Object intercept(Object self, Method method, Object[] args) throws Throwable;

  @Override
  public final @Nullable Object invoke(Object self, Method method, Object @Nullable [] args)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return identity(self, method, args);
    }
    return intercept(self, method, args == null ? NONE : args);
  }

  // The delegate's own would not equal the proxy.
  @SuppressWarnings("ReferenceEquality")
  private Object identity(Object self, Method method, Object @Nullable [] args) {
    return switch (method.getName()) {
      case "equals" -> args != null && args[0] == self;
      case "hashCode" -> System.identityHashCode(self);
      default ->
          getClass().getSimpleName() + "@" + Integer.toHexString(System.identityHashCode(self));
    };
  }

  /** Forwards a call; a delegate that returns itself is hidden again. */
  final @Nullable Object forward(Object self, Method method, Object[] args) throws Throwable {
    T delegate = delegate();
    try {
      Object result = method.invoke(delegate, args);
      return result == delegate ? self : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
