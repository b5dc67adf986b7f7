package io.saigon.api.codec;

import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A codec of models that are not for Jackson, such as those of kotlinx.serialization, found through
 * {@link java.util.ServiceLoader}. Vaults and REST clients read and write JSON of its models by it.
 * Safe for use from any thread.
 */
public interface ModelCodec {
  /**
   * Returns the name of the codec.
   *
   * @return such as {@code kotlinx.serialization}
   */
  String name();

  /**
   * Returns the model of a type.
   *
   * @param type class, or generic type that names all of its arguments
   * @return the model, or null if this codec does not read the type
   */
  @Nullable Model model(Type type);

  /** The JSON form of one type. Safe for use from any thread. */
  interface Model {
    /**
     * Reads a value.
     *
     * @param json JSON text
     * @param strict whether a field that the type does not know is a failure
     * @return the value
     * @throws MisfitException if the text does not fit the type
     */
    Object read(String json, boolean strict) throws MisfitException;

    /**
     * Writes a value.
     *
     * @param value value of the type
     * @return JSON text
     * @throws MisfitException if the value cannot be written
     */
    String write(Object value) throws MisfitException;

    /**
     * Returns whether an attribute of the type is made of parts, so that its text is JSON.
     *
     * @param attribute name of the attribute
     * @return false for scalars, and for attributes that the type does not have
     */
    boolean isMadeOfParts(String attribute);
  }

  /** A failure to read or write a model. Neither message nor cause may quote a value. */
  final class MisfitException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;

    /**
     * Creates a failure without a cause, which would quote values.
     *
     * @param field path to the field, such as {@code replicas[1].host}, or null for the whole value
     * @param problem end of a sentence whose subject is the field or the value
     */
    public MisfitException(@Nullable String field, String problem) {
      super(Objects.requireNonNull(problem, "problem"));
      this.field = field;
    }

    /**
     * Returns the path to the field.
     *
     * @return such as {@code replicas[1].host}, or null for the whole value
     */
    public @Nullable String field() {
      return field;
    }
  }
}
