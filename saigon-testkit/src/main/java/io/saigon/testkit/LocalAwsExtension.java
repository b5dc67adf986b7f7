package io.saigon.testkit;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.testkit.fault.Faults;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Provides tests with a {@link LocalAws}, a {@link Saigon} or {@link SaigonOptions} that are
 * pointed at it, a {@link LocalPostgres}, or a {@link io.vertx.sqlclient.Pool} of connections to
 * its database, as parameters; and with parts of the LocalAws: its {@link LocalUserPool}, {@link
 * LocalGateway} (the REST API), {@link LocalSts}, {@link LocalAppConfig}, and in a test with {@link
 * FreshLocalAws} its {@link LocalClock} and {@link Faults}, as moving the clock or adding faults
 * would disturb other tests.
 *
 * <p>Each is started when first asked for and serves the whole run, so that tests, which may run in
 * parallel, must give their users, secrets, tables and buckets unique names; all end with the run.
 * A test with {@link FreshLocalAws} has its own. They have a Vert.x of their own, and work beside
 * {@code VertxExtension}; futures of the Saigon complete on the caller's context all the same.
 *
 * <p>A Saigon needs saigon's implementations on the test's path, and a Pool {@code vertx-pg-client}
 * and {@code com.ongres.scram:scram-client}. Needs JUnit 5.13 or newer, such as 6.
 */
public final class LocalAwsExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LocalAwsExtension.class);
  private static final Set<String> TYPES =
      Set.of(
          LocalAws.class.getName(),
          LocalPostgres.class.getName(),
          Saigon.class.getName(),
          LocalServers.POOL);
  private static final Set<Class<?>> DISTURBING = Set.of(LocalClock.class, Faults.class);

  /** Creates the extension, for JUnit. */
  public LocalAwsExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return TYPES.contains(type.getName()) || LocalServers.isPart(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    boolean fresh = isFresh(context);
    Class<?> type = parameter.getParameter().getType();
    if (DISTURBING.contains(type) && !fresh) {
      throw new ParameterResolutionException(
          "A test with a parameter of "
              + type.getSimpleName()
              + " needs @FreshLocalAws, as it would disturb others");
    }
    ExtensionContext owner = fresh ? context : context.getRoot();
    // A store also looks into those above it, so what is fresh needs a name of its own.
    String key = fresh ? context.getUniqueId() : "shared";
    // JUnit 6 has another name for it, and this one too.
    LocalServers servers =
        owner
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(key, k -> new LocalServers(), LocalServers.class);
    return Objects.requireNonNull(servers).get(type);
  }

  private static boolean isFresh(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getElement(), FreshLocalAws.class)
        || AnnotationSupport.isAnnotated(context.getTestClass(), FreshLocalAws.class);
  }
}
