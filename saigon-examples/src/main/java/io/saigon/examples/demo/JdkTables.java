package io.saigon.examples.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The JDK's own countries, currencies and time-zone rules as CSV.
 *
 * @param countries names of all countries in several languages
 * @param currencies all currencies with their digits
 * @param transitions when clocks changed or will change, in all time zones
 */
record JdkTables(List<String> countries, List<String> currencies, List<String> transitions) {
  private static final List<String> LANGUAGES =
      List.of("de", "en", "es", "fr", "it", "ja", "ko", "pt", "sv", "vi", "zh");

  private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2030-01-01T00:00:00Z");

  static JdkTables read() {
    return new JdkTables(
        Arrays.stream(Locale.getISOCountries()).flatMap(JdkTables::namesOf).toList(),
        Currency.getAvailableCurrencies().stream()
            .sorted(Comparator.comparing(Currency::getCurrencyCode))
            .map(JdkTables::row)
            .toList(),
        ZoneId.getAvailableZoneIds().stream().sorted().flatMap(JdkTables::transitionsOf).toList());
  }

  /** Number of rows by table. */
  JsonObject rows() {
    return new JsonObject()
        .put("countries", countries.size())
        .put("currencies", currencies.size())
        .put("transitions", transitions.size());
  }

  /** One file for each table, in directories. */
  Buffer zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "geo/countries.csv", "code;language;name", countries);
      add(zip, "money/currencies.csv", "code;digits;name", currencies);
      add(zip, "time/transitions.csv", "zone;at;offset_seconds", transitions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static void add(ZipOutputStream zip, String name, String header, List<String> rows)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    String text = header + "\n" + String.join("\n", rows) + "\n";
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static Stream<String> namesOf(String code) {
    Locale country = new Locale.Builder().setRegion(code).build();
    return LANGUAGES.stream()
        .map(l -> code + ";" + l + ";" + country.getDisplayCountry(Locale.forLanguageTag(l)));
  }

  private static String row(Currency currency) {
    return currency.getCurrencyCode()
        + ";"
        + currency.getDefaultFractionDigits()
        + ";"
        + currency.getDisplayName(Locale.ENGLISH);
  }

  private static Stream<String> transitionsOf(String zone) {
    ZoneRules rules = ZoneId.of(zone).getRules();
    return Stream.iterate(
            rules.nextTransition(FROM),
            t -> t != null && t.getInstant().isBefore(TO),
            t -> rules.nextTransition(t.getInstant()))
        .map(t -> zone + ";" + t.getInstant() + ";" + offsetAfter(t));
  }

  private static int offsetAfter(ZoneOffsetTransition transition) {
    return transition.getOffsetAfter().getTotalSeconds();
  }
}
