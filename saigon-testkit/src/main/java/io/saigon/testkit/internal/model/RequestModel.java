package io.saigon.testkit.internal.model;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The constraints that a service checks before an operation sees its request: required members,
 * types, lengths, ranges, patterns and enumerations.
 */
public final class RequestModel {
  private static final Map<String, RequestModel> MODELS = new ConcurrentHashMap<>();
  private static final JsonObject EMPTY =
      new JsonObject().put("operations", new JsonObject()).put("shapes", new JsonObject());

  private final Map<String, String> operations = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();

  private RequestModel(JsonObject json) {
    json.getJsonObject("operations")
        .forEach(entry -> operations.put(entry.getKey(), String.valueOf(entry.getValue())));
    JsonObject all = json.getJsonObject("shapes");
    all.fieldNames().forEach(name -> shapes.put(name, Shape.of(all.getJsonObject(name))));
  }

  /**
   * Returns the model of a service, which is read once; one without constraints if there is none.
   *
   * @param service the name that signatures are scoped to
   */
  public static RequestModel of(String service) {
    return MODELS.computeIfAbsent(service, RequestModel::read);
  }

  private static RequestModel read(String service) {
    try (InputStream in = RequestModel.class.getResourceAsStream(service + ".json")) {
      return in == null
          ? new RequestModel(EMPTY)
          : new RequestModel(new JsonObject(Buffer.buffer(in.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the violations of a request.
   *
   * @param operation name of the operation; none is violated if the model lacks it
   * @param request members of the request
   * @return a sentence for each, in the form of AWS
   * @throws WrongType if a member has another type than the model says
   */
  public List<String> violations(String operation, JsonObject request) {
    String input = operations.get(operation);
    if (input == null) {
      return List.of();
    }
    Violations violations = new Violations(this);
    violations.structure(shape(input), request, "");
    return violations.found();
  }

  /**
   * Returns whether a member of a request is a list.
   *
   * @param operation name of the operation
   * @param member name of the member
   */
  public boolean isList(String operation, String member) {
    String input = operations.get(operation);
    String type = input == null ? null : shape(input).members().get(member);
    return type != null && shape(type).type().equals("list");
  }

  Shape shape(String name) {
    return Objects.requireNonNull(shapes.get(name), name);
  }

  /** A member has another type than the model says. */
  public static final class WrongType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongType(@Nullable String message) {
      super(message, null, false, false);
    }
  }
}
