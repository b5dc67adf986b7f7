package io.saigon.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard beside what Prometheus gets of the demo. */
class DashboardIT {
  private static final Path DASHBOARD = Path.of("..", "docs", "grafana", "saigon.json");
  private static final Pattern METRIC = Pattern.compile("saigon_[a-z_]+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)(?:=~?|!=)\"|by \\(([\\w, ]+)\\)");

  @Test
  void everyMetricAndLabelOfTheDashboardIsInTheScrapesOfTheDemo() throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Meters meters = new Meters();
    Vertx vertx = meters.vertx();
    boolean held;
    try {
      held = Demo.play(new Story(new PrintStream(output, true, UTF_8)), vertx, meters);
    } finally {
      vertx.close().await(30, SECONDS);
      // The demo's service finds its keys there, and tests of missing ones must not.
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
    assertThat(held).as(output.toString(UTF_8)).isTrue();
    // Of one pool or more in each of three rotations.
    assertThat(output.toString(UTF_8)).containsPattern("drained in \\d+ handovers");
    List<String> scrape =
        meters.scrapes().lines().filter(line -> line.startsWith("saigon_")).toList();
    Files.writeString(Path.of("target", "scrape.txt"), meters.scrapes());

    Set<String> metrics = new TreeSet<>();
    for (String query : queries()) {
      List<String> named = METRIC.matcher(query).results().map(MatchResult::group).toList();
      assertThat(named).as(query).isNotEmpty();
      metrics.addAll(named);
      for (String metric : named) {
        List<String> samples =
            scrape.stream().filter(line -> line.matches(metric + "[{ ].*")).toList();
        assertThat(samples).as(metric).isNotEmpty();
        assertThat(labels(samples.get(0))).as(query).containsAll(queried(query));
      }
    }
    assertThat(metrics).hasSizeGreaterThan(15);
  }

  @Test
  void panelsHaveAnIdAPlaceAndTheChosenDataSource() throws Exception {
    Set<Integer> ids = new HashSet<>();
    Set<String> places = new HashSet<>();
    for (JsonObject panel : panels()) {
      String title = panel.getString("title");
      assertThat(title).isNotBlank();
      assertThat(ids.add(panel.getInteger("id"))).as(title).isTrue();
      JsonObject at = panel.getJsonObject("gridPos");
      assertThat(at.getInteger("x") + at.getInteger("w")).as(title).isLessThanOrEqualTo(24);
      for (int x = 0; x < at.getInteger("w"); x++) {
        for (int y = 0; y < at.getInteger("h"); y++) {
          String cell = (at.getInteger("x") + x) + " " + (at.getInteger("y") + y);
          assertThat(places.add(cell)).as(title + " covers another panel").isTrue();
        }
      }
      if (!panel.getString("type").equals("row")) {
        assertThat(panel.getJsonObject("datasource").getString("uid"))
            .as(title)
            .isEqualTo("${datasource}");
        assertThat(panel.getJsonArray("targets")).as(title).isNotEmpty();
        assertThat(panel.getJsonObject("fieldConfig").getJsonObject("defaults").getString("unit"))
            .as(title)
            .isNotBlank();
      }
    }
  }

  private static Set<String> labels(String sample) {
    Set<String> labels =
        Pattern.compile("(\\w+)=\"")
            .matcher(sample)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(HashSet::new));
    return labels;
  }

  private static Set<String> queried(String query) {
    return LABEL
        .matcher(query)
        .results()
        .flatMap(
            match ->
                match.group(1) != null
                    ? List.of(match.group(1)).stream()
                    : List.of(match.group(2).split(", *")).stream())
        .collect(Collectors.toSet());
  }

  private static List<String> queries() throws Exception {
    return panels().stream()
        .flatMap(panel -> panel.getJsonArray("targets", new JsonArray()).stream())
        .map(target -> ((JsonObject) target).getString("expr"))
        .toList();
  }

  private static List<JsonObject> panels() throws Exception {
    JsonArray panels = new JsonObject(Files.readString(DASHBOARD)).getJsonArray("panels");
    return panels.stream().map(JsonObject.class::cast).toList();
  }
}
