package io.saigon.api.vault;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.saigon.api.codec.ModelCodec;
import io.saigon.api.json.FieldPath;
import io.saigon.api.json.KotlinModels;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Translates Jackson's failures into messages without values: Jackson's own quote the input, so
 * they are only compared and never passed on.
 */
final class MappingFailures {
  private MappingFailures() {}

  /**
   * Returns the failure to create a model.
   *
   * @param keyOf returns the key of the secret that holds a top-level field
   */
  static SecretMappingException of(
      IOException failure, String secret, Type model, Function<@Nullable String, String> keyOf) {
    IOException cause = ofParser(failure);
    String field =
        cause instanceof StreamReadException read ? duplicate(read) : FieldPath.of(failure);
    String subject =
        field == null ? "Secret " + secret : "Field %s of secret %s".formatted(field, secret);
    String message = "%s %s".formatted(subject, problem(cause, simpleName(model), field));
    return new SecretMappingException(keyOf.apply(topLevelField(failure)), field, message);
  }

  /** Returns the failure to create a model of another codec. */
  static SecretMappingException of(
      ModelCodec.MisfitException failure, String secret, Function<@Nullable String, String> keyOf) {
    String field = failure.field();
    String subject =
        field == null ? "Secret " + secret : "Field %s of secret %s".formatted(field, secret);
    String topLevel = field == null ? null : field.split("[.\\[]", 2)[0];
    return new SecretMappingException(
        keyOf.apply(topLevel), field, subject + " " + failure.getMessage());
  }

  /** Returns the parser's failure, which Jackson wraps where it occurs within a model's field. */
  private static IOException ofParser(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StreamReadException || cause instanceof StreamConstraintsException) {
        return (IOException) cause;
      }
    }
    return failure;
  }

  /** Returns the failure to read the JSON text of one attribute. */
  static SecretMappingException inAttribute(
      JsonProcessingException failure, String key, String attribute) {
    return new SecretMappingException(
        key,
        attribute,
        "Secret %s, for attribute %s, %s"
            .formatted(key, attribute, problem(failure, "JSON", null)));
  }

  private static @Nullable String topLevelField(IOException failure) {
    return failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? mapping.getPath().get(0).getFieldName()
        : null;
  }

  private static @Nullable String duplicate(StreamReadException read) {
    if (!isDuplicate(read) || read.getProcessor() == null) {
      return null;
    }
    String pointer = read.getProcessor().getParsingContext().pathAsPointer(false).toString();
    return pointer.isEmpty() ? null : pointer.substring(1).replace('/', '.');
  }

  private static String problem(IOException failure, String model, @Nullable String field) {
    if (failure instanceof StreamConstraintsException) {
      return "is too large or nested too deeply to be read";
    }
    if (failure instanceof JsonEOFException end) {
      return "ends before its JSON is complete%s; store all of it".formatted(at(end.getLocation()));
    }
    if (failure instanceof StreamReadException read) {
      return isDuplicate(read)
          ? "appears twice"
          : "is not JSON" + at(read.getLocation()) + "; store JSON, or read it as a String";
    }
    String kotlin = KotlinModels.missingModule(failure);
    if (kotlin != null) {
      return kotlin;
    }
    if (failure instanceof InvalidDefinitionException) {
      return "can't be read as %s: Jackson finds no way to make that class; give it a constructor that it can use and, on the module path, open its package to com.fasterxml.jackson.databind"
          .formatted(model);
    }
    if (failure instanceof UnrecognizedPropertyException) {
      return "is not known to %s".formatted(model);
    }
    if (failure instanceof ValueInstantiationException) {
      return "was refused by the constructor of %s".formatted(model);
    }
    if (failure instanceof MismatchedInputException mismatch) {
      return mismatch(mismatch, model, field);
    }
    return "does not fit %s".formatted(model);
  }

  private static String mismatch(
      MismatchedInputException mismatch, String model, @Nullable String field) {
    String message = mismatch.getOriginalMessage();
    if (message.startsWith("Missing ")) {
      return "is missing; %s needs it".formatted(model);
    }
    if (message.startsWith("No content")) {
      return "is empty; store JSON for %s".formatted(model);
    }
    if (message.startsWith("Trailing token")) {
      return "has more after the end of its JSON; store one JSON value";
    }
    if (mismatch instanceof InvalidNullException || message.startsWith("Cannot map `null`")) {
      return "is null; %s needs a value".formatted(model);
    }
    Class<?> wanted = mismatch.getTargetType();
    return "does not fit %s; correct the secret or the model"
        .formatted(field == null || wanted == null ? model : wanted.getSimpleName());
  }

  private static boolean isDuplicate(StreamReadException read) {
    return read.getOriginalMessage().startsWith("Duplicate field");
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }

  static String simpleName(Type model) {
    return model instanceof Class<?> type ? type.getSimpleName() : model.getTypeName();
  }
}
