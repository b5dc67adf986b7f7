package io.saigon.api.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Any model is mapped back to an equal one, or its mistake is named. */
class MappingPropertiesTest {
  enum Color {
    RED,
    BLUE
  }

  record Model(
      String text,
      int number,
      boolean flag,
      BigDecimal amount,
      Color color,
      Instant at,
      Part part) {}

  record Part(List<Integer> list) {}

  enum Attribute {
    TEXT,
    NUMBER,
    FLAG,
    AMOUNT,
    COLOR,
    AT,
    PART;

    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    String key() {
      return "/orders/" + ordinal();
    }
  }

  private final SecretDecoder decoder = new SecretDecoder(false);

  @Provide
  Arbitrary<Model> models() {
    // What looks like JSON, too.
    Arbitrary<String> texts =
        Arbitraries.oneOf(Arbitraries.strings(), Arbitraries.strings().map(s -> "[" + s));
    return Combinators.combine(
            texts.filter(s -> s.chars().noneMatch(c -> Character.isSurrogate((char) c))),
            Arbitraries.integers(),
            Arbitraries.of(true, false),
            Arbitraries.bigDecimals().ofScale(4),
            Arbitraries.of(Color.class),
            Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond),
            Arbitraries.integers().list().ofMaxSize(5).map(Part::new))
        .as(Model::new);
  }

  private static Map<Attribute, Object> values(Model m) {
    Map<Attribute, Object> values = new LinkedHashMap<>();
    values.put(Attribute.TEXT, m.text);
    values.put(Attribute.NUMBER, m.number);
    values.put(Attribute.FLAG, m.flag);
    values.put(Attribute.AMOUNT, m.amount);
    values.put(Attribute.COLOR, m.color);
    values.put(Attribute.AT, m.at);
    values.put(Attribute.PART, m.part);
    return values;
  }

  private static String text(Object value) {
    return value instanceof Part part ? json(part).encode() : value.toString();
  }

  private static JsonObject json(Part part) {
    return new JsonObject().put("list", new JsonArray(part.list));
  }

  private Model decode(Map<Attribute, String> texts, Map<String, Object> extra) {
    Map<String, String> attributes = new HashMap<>();
    Map<String, String> byKey = new HashMap<>();
    texts.forEach(
        (attribute, text) -> {
          attributes.put(attribute.key(), attribute.label());
          byKey.put(attribute.key(), text);
        });
    return decoder.decode(new AttributeMapping(attributes, extra), byKey, Model.class);
  }

  private static Map<Attribute, String> texts(Model model) {
    Map<Attribute, String> texts = new LinkedHashMap<>();
    values(model).forEach((attribute, value) -> texts.put(attribute, text(value)));
    return texts;
  }

  private SecretMappingException failure(Map<Attribute, String> texts) {
    SecretMappingException failure =
        catchThrowableOfType(SecretMappingException.class, () -> decode(texts, Map.of()));
    assertThat(failure).as("failure").isNotNull();
    assertThat(failure.getCause()).isNull();
    assertThat(failure.toString()).doesNotContain("CANARY");
    return failure;
  }

  @Property(tries = 300)
  void textsBecomeTheirAttributesTypes(@ForAll("models") Model model) {
    assertThat(decode(texts(model), Map.of())).isEqualTo(model);
  }

  @Property(tries = 300)
  void eachAttributeMayBeGivenInsteadOfRead(
      @ForAll("models") Model model, @ForAll Set<Attribute> given) {
    Map<Attribute, String> texts = texts(model);
    Map<String, Object> extra = new HashMap<>();
    for (Attribute attribute : given) {
      texts.remove(attribute);
      extra.put(attribute.label(), values(model).get(attribute));
    }
    assertThat(decode(texts, extra))
        .usingRecursiveComparison()
        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .isEqualTo(model);
  }

  @Property(tries = 300)
  void jsonBecomesTheSameModel(@ForAll("models") Model m) {
    JsonObject json = new JsonObject();
    values(m)
        .forEach(
            (attribute, value) ->
                json.put(attribute.label(), value instanceof Part p ? json(p) : plain(value)));
    SecretValue secret = SecretValue.ofText(SecretId.of("k"), json.encode(), null);
    assertThat(decoder.decoded(secret, Model.class).result())
        .usingRecursiveComparison()
        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .isEqualTo(m);
  }

  private static Object plain(Object value) {
    return value instanceof Color || value instanceof Instant ? value.toString() : value;
  }

  @Property(tries = 200)
  void missingValuesAreNamed(
      @ForAll("models") Model model, @ForAll @Size(min = 1, max = 6) Set<Attribute> missing) {
    Map<Attribute, String> texts = texts(model);
    texts.put(Attribute.TEXT, "CANARY");
    missing.forEach(texts::remove);
    SecretMappingException failure = failure(texts);
    assertThat(missing.stream().map(Attribute::label)).contains(failure.field());
    assertThat(failure)
        .hasMessageStartingWith("Field " + failure.field() + " of secret ")
        .hasMessageEndingWith(" is missing; Model needs it");
  }

  @Property(tries = 300)
  void valuesThatDoNotConvertNameTheirFieldAndSecret(
      @ForAll("models") Model model, @ForAll Attribute wrong, @ForAll String noise) {
    if (wrong == Attribute.TEXT) {
      return; // any text is text
    }
    Map<Attribute, String> texts = texts(model);
    texts.put(Attribute.TEXT, "CANARY");
    texts.put(wrong, (wrong == Attribute.PART ? "{" : "") + "CANARY" + noise);
    SecretMappingException failure = failure(texts);
    assertThat(failure.field()).isEqualTo(wrong.label());
    assertThat(failure.key()).isEqualTo(wrong.key());
    assertThat(failure).hasMessageContaining(wrong.label()).hasMessageContaining(wrong.key());
  }
}
