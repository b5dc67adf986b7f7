package io.saigon.api.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes Jackson insist on each component of a record that is neither nullable nor optional: it must
 * be there and not null.
 */
final class RequiredComponents extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
    return isRequired(member) ? true : null;
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    boolean forbidsNull = isRequired(annotated) && !annotated.hasAnnotation(JsonSetter.class);
    return forbidsNull ? JsonSetter.Value.forValueNulls(Nulls.FAIL) : JsonSetter.Value.empty();
  }

  private static boolean isRequired(Annotated annotated) {
    return annotated instanceof AnnotatedParameter parameter
        && parameter.getDeclaringClass().isRecord()
        && component(parameter).filter(c -> !mayBeAbsent(c)).isPresent();
  }

  /** The component that a parameter of the canonical constructor sets. */
  private static Optional<RecordComponent> component(AnnotatedParameter parameter) {
    RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
    boolean canonical =
        parameter.getOwner() instanceof AnnotatedConstructor constructor
            && constructor.getParameterCount() == components.length;
    return canonical ? Optional.of(components[parameter.getIndex()]) : Optional.empty();
  }

  private static boolean mayBeAbsent(RecordComponent component) {
    return component.getType().getName().startsWith("java.util.Optional")
        || Stream.concat(
                Stream.of(component.getAnnotatedType().getAnnotations()),
                Stream.of(component.getAnnotations()))
            .map(Annotation::annotationType)
            .anyMatch(type -> type.getSimpleName().equals("Nullable"));
  }
}
