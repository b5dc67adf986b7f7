package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.*;

/** Parameters, by AWS's own client. */
@ExtendWith(LocalAwsExtension.class)
class ParametersIT {
  private final String root = "/tests/" + UUID.randomUUID();
  private SsmClient client;

  @BeforeEach
  void take(LocalAws aws) {
    client = Clients.parameters(aws);
  }

  @Test
  void aParameterIsReadByNameArnVersionAndLabel() {
    put("/a", "one");
    client.putParameter(r -> r.name(root + "/a").value("two").overwrite(true));
    client.labelParameterVersion(r -> r.name(root + "/a").parameterVersion(1L).labels("first"));
    Parameter read = get(root + "/a");
    assertThat(read.value()).isEqualTo("two");
    assertThat(read.version()).isEqualTo(2);
    assertThat(get(read.arn()).value()).isEqualTo("two");
    assertThat(get(root + "/a:1").value()).isEqualTo("one");
    assertThat(get(root + "/a:first").value()).isEqualTo("one");
    assertThat(get(root + "/a:first").selector()).isEqualTo(":first");
    assertThat(get(read.arn() + ":1").value()).isEqualTo("one");
  }

  @Test
  void missingEntitiesAreReported() {
    put("/a", "one");
    assertThatThrownBy(() -> get(root + "/none")).isInstanceOf(ParameterNotFoundException.class);
    assertThatThrownBy(() -> get(root + "/a:7"))
        .isInstanceOf(ParameterVersionNotFoundException.class);
    assertThatThrownBy(() -> get(root + "/a:none"))
        .isInstanceOf(ParameterVersionNotFoundException.class);
    assertThatThrownBy(() -> client.deleteParameter(r -> r.name(root + "/none")))
        .isInstanceOf(ParameterNotFoundException.class);
  }

  @Test
  void anExistingParameterIsOverwrittenOnRequestOnly() {
    put("/a", "one");
    assertThatThrownBy(() -> put("/a", "two")).isInstanceOf(ParameterAlreadyExistsException.class);
    assertThatThrownBy(
            () ->
                client.putParameter(
                    r ->
                        r.name(root + "/a")
                            .value("two")
                            .type(ParameterType.SECURE_STRING)
                            .overwrite(true)))
        .isInstanceOf(HierarchyTypeMismatchException.class);
    assertThat(get(root + "/a").value()).isEqualTo("one");
  }

  @Test
  void aSecureParameterIsDecryptedOnRequest() {
    client.putParameter(
        r -> r.name(root + "/s").value("hunter2").type(ParameterType.SECURE_STRING));
    assertThat(get(root + "/s").value()).startsWith("AQICAH").doesNotContain("hunter2");
    assertThat(
            client.getParameter(r -> r.name(root + "/s").withDecryption(true)).parameter().value())
        .isEqualTo("hunter2");
  }

  @Test
  void namesAndValuesOutsideTheRulesAreRefused() {
    for (String name : List.of("with space", "aws-thing", "/ssm/x", "not/absolute", "/é")) {
      assertThatThrownBy(
              () -> client.putParameter(r -> r.name(name).value("x").type(ParameterType.STRING)))
          .as(name)
          .isInstanceOf(SsmException.class)
          .extracting(e -> ((SsmException) e).awsErrorDetails().errorCode())
          .isEqualTo("ValidationException");
    }
    assertThatThrownBy(() -> put("/long", "x".repeat(4097)))
        .hasMessageContaining("4096 characters");
    assertThatThrownBy(() -> client.putParameter(r -> r.name(root + "/untyped").value("x")))
        .hasMessageContaining("A parameter type is required");
  }

  @Test
  void tenAtMostAreReadAtOnceAndTheMissingAreListed() {
    put("/a", "one");
    GetParametersResponse read = client.getParameters(r -> r.names(root + "/a", root + "/b"));
    assertThat(read.parameters()).extracting(Parameter::name).containsExactly(root + "/a");
    assertThat(read.invalidParameters()).containsExactly(root + "/b");
    List<String> eleven = IntStream.range(0, 11).mapToObj(i -> root + "/" + i).toList();
    assertThatThrownBy(() -> client.getParameters(r -> r.names(eleven)))
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("Member must have length less than or equal to 10");
  }

  @Test
  void aPathIsReadPageByPageAndRecursivelyOnRequest() {
    for (int i = 0; i < 12; i++) {
      put("/p/" + (char) ('a' + i), "v" + i);
    }
    put("/p/deep/x", "deep");
    assertThat(
            client.getParametersByPathPaginator(r -> r.path(root + "/p")).stream()
                .flatMap(page -> page.parameters().stream()))
        .hasSize(12);
    assertThat(
            client.getParametersByPathPaginator(r -> r.path(root + "/p").recursive(true)).stream()
                .flatMap(page -> page.parameters().stream()))
        .hasSize(13);
    assertThatThrownBy(() -> client.getParametersByPath(r -> r.path(root).maxResults(11)))
        .hasMessageContaining("less than or equal to 10");
    assertThatThrownBy(() -> client.getParametersByPath(r -> r.path("relative")))
        .isInstanceOf(SsmException.class);
  }

  @Test
  void manyAreDeletedAtOnce() {
    put("/a", "one");
    DeleteParametersResponse gone = client.deleteParameters(r -> r.names(root + "/a", root + "/b"));
    assertThat(gone.deletedParameters()).containsExactly(root + "/a");
    assertThat(gone.invalidParameters()).containsExactly(root + "/b");
  }

  @Test
  void parametersAreDescribedWithoutTheirValues() {
    put("/a", "one");
    assertThat(
            client
                .describeParameters(
                    r -> r.parameterFilters(f -> f.key("Name").option("BeginsWith").values(root)))
                .parameters())
        .extracting(ParameterMetadata::name)
        .containsExactly(root + "/a");
    assertThat(client.getParameterHistory(r -> r.name(root + "/a")).parameters())
        .extracting(ParameterHistory::value)
        .containsExactly("one");
  }

  @Test
  void aVersionHasTenLabelsAtMost() {
    put("/a", "one");
    List<String> ten = IntStream.range(0, 10).mapToObj(i -> "label" + i).toList();
    client.labelParameterVersion(r -> r.name(root + "/a").labels(ten));
    assertThat(get(root + "/a:label9").value()).isEqualTo("one");
    assertThatThrownBy(
            () -> client.labelParameterVersion(r -> r.name(root + "/a").labels("another")))
        .isInstanceOf(ParameterVersionLabelLimitExceededException.class);
    assertThatThrownBy(() -> get(root + "/a:another"))
        .isInstanceOf(ParameterVersionNotFoundException.class);
    client.labelParameterVersion(r -> r.name(root + "/a").labels(ten));
    assertThat(
            client
                .labelParameterVersion(r -> r.name(root + "/a").labels("aws-mine", "1st"))
                .invalidLabels())
        .containsExactly("aws-mine", "1st");
  }

  @Test
  void aHistoryIsReadPageByPage() {
    put("/a", "1");
    for (int i = 2; i <= 5; i++) {
      String value = String.valueOf(i);
      client.putParameter(r -> r.name(root + "/a").value(value).overwrite(true));
    }
    assertThat(
            client.getParameterHistoryPaginator(r -> r.name(root + "/a").maxResults(2)).stream()
                .map(page -> page.parameters().stream().map(ParameterHistory::value).toList()))
        .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5"));
    assertThatThrownBy(
            () -> client.getParameterHistory(r -> r.name(root + "/a").nextToken("made up")))
        .isInstanceOf(InvalidNextTokenException.class);
    assertThatThrownBy(() -> client.getParameterHistory(r -> r.name(root + "/a").maxResults(51)))
        .hasMessageContaining("less than or equal to 50");
    assertThatThrownBy(() -> client.getParameterHistory(r -> r.name(root + "/none")))
        .isInstanceOf(ParameterNotFoundException.class);
  }

  private void put(String name, String value) {
    client.putParameter(r -> r.name(root + name).value(value).type(ParameterType.STRING));
  }

  private Parameter get(String name) {
    return client.getParameter(r -> r.name(name)).parameter();
  }
}
