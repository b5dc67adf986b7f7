package io.saigon.testkit;

import io.saigon.api.Saigon;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Provides tests with a {@link LocalAws}, a {@link Saigon} that is pointed at it, a {@link
 * LocalPostgres}, or a {@link io.vertx.sqlclient.Pool} of connections to its database, as
 * parameters.
 *
 * <p>Each is started when first asked for and serves the whole run, so that tests, which may run in
 * parallel, must give their users, secrets, tables and buckets unique names; all end with the run.
 * A test with {@link FreshLocalAws} has its own. They have a Vert.x of their own, and work beside
 * {@code VertxExtension}; futures of the Saigon complete on the caller's context all the same.
 *
 * <p>A Saigon needs saigon's implementations on the test's path, and a Pool {@code vertx-pg-client}
 * and {@code com.ongres.scram:scram-client}. Needs JUnit 5.13 or newer.
 */
public final class LocalAwsExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LocalAwsExtension.class);
  private static final Set<String> TYPES =
      Set.of(
          LocalAws.class.getName(),
          LocalPostgres.class.getName(),
          Saigon.class.getName(),
          LocalServers.POOL);

  /** Creates the extension, for JUnit. */
  public LocalAwsExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TYPES.contains(parameter.getParameter().getType().getName());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    boolean fresh = isFresh(context);
    ExtensionContext owner = fresh ? context : context.getRoot();
    // A store also looks into those above it, so what is fresh needs a name of its own.
    String key = fresh ? context.getUniqueId() : "shared";
    return owner
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(key, k -> new LocalServers(), LocalServers.class)
        .get(parameter.getParameter().getType());
  }

  private static boolean isFresh(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getElement(), FreshLocalAws.class)
        || AnnotationSupport.isAnnotated(context.getTestClass(), FreshLocalAws.class);
  }
}
