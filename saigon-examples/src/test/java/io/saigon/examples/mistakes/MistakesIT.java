package io.saigon.examples.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.SaigonException;
import io.saigon.examples.MarkdownTable;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes every mistake of {@code docs/mistakes.md}, and compares what its user sees. */
class MistakesIT {
  private static final Path PAGE = Path.of("..", "docs", "mistakes.md");
  private static final String NO_METADATA = "aws.disableEc2Metadata";

  private static final Map<String, Mistake> MISTAKES = new HashMap<>();
  private static Surroundings surroundings;
  @TempDir static Path directory;

  /** A line of the page. */
  record Row(String mistake, String exception, String message, String advice) {
    static Row of(List<String> cells) {
      return new Row(cells.get(0), code(cells.get(1)), code(cells.get(2)), cells.get(3));
    }

    private static String code(String cell) {
      return cell.replace("`", "");
    }

    /** Returns the message with anything where the page has an ellipsis. */
    Pattern pattern() {
      return Pattern.compile(
          Arrays.stream(message.split("…", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".+")),
          Pattern.DOTALL);
    }

    @Override
    public String toString() {
      return mistake;
    }
  }

  @BeforeAll
  static void start() {
    System.setProperty(NO_METADATA, "true");
    surroundings = new Surroundings(directory);
    Stream.of(
            new ArtifactMistakes(surroundings).all(),
            new SettingMistakes(surroundings).all(),
            new LoginMistakes(surroundings).all(),
            new SecretMistakes(surroundings).all(),
            new ObjectMistakes(surroundings).all(),
            new EndpointMistakes(surroundings).all(),
            new SigningMistakes(surroundings).all(),
            new CodeMistakes(surroundings).all())
        .forEach(MISTAKES::putAll);
  }

  @AfterAll
  static void stop() {
    surroundings.close();
    System.clearProperty(NO_METADATA);
  }

  static List<Row> rows() throws IOException {
    return MarkdownTable.read(Files.readString(PAGE), "mistake").stream()
        .flatMap(table -> table.rows().stream())
        .map(Row::of)
        .toList();
  }

  @Test
  void thePageHasARowForEveryMistakeThatIsMade() throws IOException {
    assertThat(rows())
        .extracting(Row::mistake)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(MISTAKES.keySet());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatAMistakeShowsIsOnThePage(Row row) {
    Mistake mistake = MISTAKES.get(row.mistake());
    assertThat(mistake).as("a case that makes the mistake").isNotNull();
    Throwable failure = failure(mistake);
    assertThat(failure.getClass().getSimpleName() + ": " + failure.getMessage())
        .startsWith(row.exception() + ": ");
    assertThat(failure.getMessage()).matches(row.pattern());
    assertThat(printed(failure)).doesNotContainIgnoringCase("canary");
    assertThat(row.advice()).isNotBlank();
  }

  private static Throwable failure(Mistake mistake) {
    Future<?> result;
    try {
      result = mistake.make();
    } catch (Exception thrown) {
      return thrown;
    }
    try {
      Object value = result.await(60, TimeUnit.SECONDS);
      throw new AssertionError("It succeeded: " + value);
    } catch (Exception failed) {
      assertThat(failed).as("failure of a future").isInstanceOf(SaigonException.class);
      return failed;
    }
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
