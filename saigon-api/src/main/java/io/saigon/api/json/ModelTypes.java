package io.saigon.api.json;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.stream.Stream;

/** Checks that a type says at run time what it is to be read as. */
public final class ModelTypes {
  private ModelTypes() {}

  /**
   * Requires a type that names all of its arguments. Jackson would read what is not named as maps
   * and lists, and the first access to one would fail. The JDK's own collections may be raw, as
   * maps and lists of any content.
   *
   * @param model type to read
   * @return the type
   * @throws IllegalArgumentException if it is a generic class without arguments, or has a type
   *     variable in it
   */
  public static Type checked(Type model) {
    if (model instanceof Class<?> type) {
      Class<?> element = elementOf(type);
      if (element.getTypeParameters().length > 0 && !element.getName().startsWith("java.")) {
        throw new IllegalArgumentException(
            "%s has type parameters, which its class does not give; pass new TypeReference<%s<…>>() {} in its place"
                .formatted(element.getName(), element.getSimpleName()));
      }
    } else if (hasVariable(model)) {
      throw new IllegalArgumentException(
          "%s has a type variable, which is not known at run time; make the TypeReference where the type is known, and pass it on"
              .formatted(model.getTypeName()));
    }
    return model;
  }

  private static Class<?> elementOf(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }

  private static boolean hasVariable(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Stream.of(generic.getActualTypeArguments()).anyMatch(ModelTypes::hasVariable);
    }
    if (type instanceof GenericArrayType array) {
      return hasVariable(array.getGenericComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return Stream.of(wildcard.getUpperBounds()).anyMatch(ModelTypes::hasVariable);
    }
    return type instanceof TypeVariable<?>;
  }
}
