package io.saigon.examples.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.ManagedLogin;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.vault.DbEnv;
import io.saigon.aws.AssumeRoleRequest;
import io.saigon.aws.VertxAsyncHttpClient;
import io.saigon.aws.VertxAws;
import io.saigon.cognito.web.CognitoLogin;
import io.saigon.cognito.web.LoginOptions;
import io.saigon.cognito.web.SessionKeys;
import io.saigon.storage.S3ObjectStorage;
import io.saigon.vault.pg.PgPoolBuilder;
import io.saigon.vault.pg.PgPools;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

/** Values for parameters that none of the checks of arguments refuses, and receivers of calls. */
final class SampleValues {
  private static final String LOAD_BALANCER =
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef";

  /** Texts of which a form is checked, by the name of the parameter. */
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("userPoolId", "eu-west-1_AbCdEf123"),
          Map.entry("identityPoolId", "eu-west-1:01234567-89ab-cdef-0123-456789abcdef"),
          Map.entry("identityId", "eu-west-1:01234567-89ab-cdef-0123-456789abcdef"),
          Map.entry("url", "https://localhost/prod"),
          Map.entry("baseUrl", "https://localhost/prod"),
          Map.entry("apiBaseUrl", "https://localhost/prod"),
          Map.entry("endpoint", "https://localhost"),
          Map.entry("roleArn", "arn:aws:iam::123456789012:role/reader"),
          Map.entry("loadBalancer", LOAD_BALANCER),
          Map.entry("loadBalancers", LOAD_BALANCER),
          Map.entry("issuer", "https://localhost"),
          Map.entry("algorithm", "AES"),
          Map.entry("scheme", "https"),
          Map.entry("first", "A".repeat(43) + "="),
          Map.entry("region", "eu-west-1"));

  private final Application application;
  private final Map<Class<?>, Object> known;
  private final Map<Class<?>, Object> receivers = new HashMap<>();

  SampleValues(Application application) {
    this.application = application;
    VertxAws aws = application.aws();
    LoginOptions login =
        LoginOptions.of(
            URI.create("https://localhost"), SessionKeys.of(Buffer.buffer(new byte[32])));
    this.known =
        Map.ofEntries(
            Map.entry(
                CognitoIdentityAsyncClient.class,
                aws.configure(CognitoIdentityAsyncClient.builder()).build()),
            Map.entry(
                CognitoIdentityProviderAsyncClient.class,
                aws.configure(CognitoIdentityProviderAsyncClient.builder()).build()),
            Map.entry(S3AsyncClient.class, aws.configure(S3AsyncClient.builder()).build()),
            Map.entry(
                SecretsManagerAsyncClient.class,
                aws.configure(SecretsManagerAsyncClient.builder()).build()),
            Map.entry(SsmAsyncClient.class, aws.configure(SsmAsyncClient.builder()).build()),
            Map.entry(LoginOptions.class, login),
            Map.entry(
                CognitoLogin.class,
                CognitoLogin.create(
                    (ManagedLogin) application.receiver(ManagedLogin.class), login)),
            Map.entry(Saigon.class, application.saigon()),
            Map.entry(SaigonContext.class, application.saigon().context()),
            Map.entry(HttpClient.class, application.http()),
            Map.entry(URI.class, URI.create("https://localhost/prod")),
            Map.entry(Instant.class, Instant.parse("2100-01-01T00:00:00Z")),
            Map.entry(double.class, 0.5),
            Map.entry(byte[].class, new byte[] {1}),
            Map.entry(Buffer.class, Buffer.buffer(new byte[32])),
            Map.entry(Class.class, String.class),
            Map.entry(SaigonException.class, new ClosedException("closed")),
            Map.entry(MeterRegistry.class, new SimpleMeterRegistry()),
            Map.entry(SdkHttpConfigurationOption.class, SdkHttpConfigurationOption.READ_TIMEOUT),
            Map.entry(S3ObjectStorage.class, application.saigon().storage()),
            Map.entry(VertxAsyncHttpClient.Builder.class, VertxAsyncHttpClient.builder(vertx())),
            Map.entry(AssumeRoleRequest.class, AssumeRoleRequest.of(TEXTS.get("roleArn"))),
            Map.entry(
                PgPoolBuilder.class,
                PgPools.builder(vertx(), DbEnv.prefixed("DB"), application.saigon().vault())),
            Map.entry(
                AlbVerifierConfig.class,
                AlbVerifierConfig.of("https://localhost", "client", LOAD_BALANCER)),
            Map.entry(
                CognitoVerifierConfig.class,
                CognitoVerifierConfig.of(TEXTS.get("userPoolId"), "client")),
            Map.entry(
                JwtVerifierConfig.class, JwtVerifierConfig.of("https://localhost", "client")));
  }

  private Vertx vertx() {
    return application.saigon().context().vertx();
  }

  /** Returns an instance to call a method of a type on. */
  Object receiver(Class<?> type) {
    Object made = application.receiver(type);
    return made != null
        ? made
        : receivers.computeIfAbsent(type, missing -> value(missing, missing, ""));
  }

  /** Returns a value for a parameter. */
  Object argument(Executable member, int index) {
    String name = member.getParameters()[index].getName();
    Class<?> type = member.getParameterTypes()[index];
    return value(type, member.getGenericParameterTypes()[index], name);
  }

  private Object value(Class<?> type, Type generic, String name) {
    Object first = known(type, name);
    if (first != null) {
      return first;
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 1);
      Array.set(array, 0, value(type.getComponentType(), type.getComponentType(), name));
      return array;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type == Set.class || type == List.class || type == Collection.class) {
      Object element = element(generic, 0, name);
      return type == Set.class ? Set.of(element) : List.of(element);
    }
    if (type == Map.class) {
      return Map.of(element(generic, 0, name), element(generic, 1, ""));
    }
    if (type.isInterface() && !type.isSealed()) {
      return Proxy.newProxyInstance(
          type.getClassLoader() == null ? getClass().getClassLoader() : type.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> null);
    }
    return made(type);
  }

  private Object element(Type generic, int index, String name) {
    Type element =
        generic instanceof ParameterizedType type ? type.getActualTypeArguments()[index] : generic;
    if (element instanceof WildcardType wildcard) {
      element = wildcard.getUpperBounds()[0];
    }
    if (element instanceof Class<?> type) {
      return value(type, type, name);
    }
    return element instanceof ParameterizedType type
        ? value((Class<?>) type.getRawType(), type, "")
        : "value";
  }

  private @Nullable Object known(Class<?> type, String name) {
    if (type == String.class) {
      return TEXTS.getOrDefault(name, "value");
    }
    return known.getOrDefault(type, application.sample(type));
  }

  /** Makes an instance by the shortest of the ways that a type has. */
  private Object made(Class<?> type) {
    Class<?> concrete = type.isSealed() ? type.getPermittedSubclasses()[0] : type;
    Stream<Executable> factories =
        Arrays.stream(concrete.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getReturnType() == concrete)
            .filter(method -> !method.getName().matches("from.*|parse.*"))
            .map(method -> method);
    Stream<Executable> constructors = Arrays.stream(concrete.getConstructors());
    List<Executable> ways =
        Stream.concat(factories, constructors)
            .sorted(
                Comparator.comparing(Executable::getParameterCount)
                    .thenComparing(Executable::toString))
            .toList();
    Throwable last = null;
    for (Executable way : ways) {
      try {
        Object[] arguments =
            IntStream.range(0, way.getParameterCount()).mapToObj(i -> argument(way, i)).toArray();
        return way instanceof Constructor<?> constructor
            ? constructor.newInstance(arguments)
            : ((Method) way).invoke(null, arguments);
      } catch (ReflectiveOperationException | AssertionError e) {
        last = e.getCause() == null ? e : e.getCause();
      }
    }
    throw new AssertionError("No value of " + type + ": add one to this class", last);
  }
}
