package io.saigon.examples.lifecycle;

import io.saigon.api.observability.Measurement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The public methods and constructors of all artifacts that take references. */
final class PublicMembers {
  /** Types whose instances applications write, and saigon calls. */
  private static final Set<String> CALLBACKS =
      Set.of(
          "ChallengeResponder",
          "CognitoProvider",
          "Clients",
          "Component",
          "CredentialsProvider",
          "HeaderContext",
          "MetricsListener",
          "MetricsProvider",
          "Model",
          "ModelCodec",
          "ObjectStorageProvider",
          "RequestAuthorizer",
          "SecretSource",
          "SecretVaultProvider",
          "SessionStore",
          "TypedChallengeResponder");

  private PublicMembers() {}

  static List<Executable> all() {
    return AsyncCalls.types()
        .filter(type -> !Measurement.class.isAssignableFrom(type)) // which saigon alone makes
        .flatMap(PublicMembers::of)
        .sorted(Comparator.comparing(PublicMembers::signature))
        .toList();
  }

  private static Stream<Executable> of(Class<?> type) {
    Stream<Executable> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> !method.isSynthetic() && !isOfTheJdk(method))
            .filter(method -> Modifier.isStatic(method.getModifiers()) || !isCallback(type))
            .map(method -> method);
    return Stream.concat(
            Modifier.isAbstract(type.getModifiers())
                ? Stream.empty()
                : Arrays.<Constructor<?>>stream(type.getDeclaredConstructors()),
            methods)
        .filter(member -> Modifier.isPublic(member.getModifiers()));
  }

  private static boolean isCallback(Class<?> type) {
    return CALLBACKS.contains(type.getSimpleName());
  }

  private static boolean isOfTheJdk(Method method) {
    return method.getName().equals("equals")
        || method.getDeclaringClass().isEnum() && method.getName().equals("valueOf");
  }

  static boolean refusesNull(Executable member, int index) {
    Parameter parameter = member.getParameters()[index];
    Class<?> type = member.getDeclaringClass();
    boolean canonical =
        member instanceof Constructor
            && type.isRecord()
            && member.getParameterCount() == type.getRecordComponents().length;
    AnnotatedType annotated =
        canonical
            ? type.getRecordComponents()[index].getAnnotatedType()
            : parameter.getAnnotatedType();
    // What a type variable stands for, the caller chooses: a result may be null.
    return !parameter.getType().isPrimitive()
        && !(parameter.getParameterizedType() instanceof TypeVariable)
        && !annotated.isAnnotationPresent(Nullable.class);
  }

  static String signature(Executable member) {
    return member.getDeclaringClass().getName().replaceAll(".*\\.", "")
        + (member instanceof Method ? "." + member.getName() : "")
        + Arrays.stream(member.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
