package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.*;

/** Tags, labels, patterns, keys and filters of parameters. */
@ExtendWith(LocalAwsExtension.class)
class ParameterTagsIT {
  private final String name = "/tags/" + UUID.randomUUID();
  private SsmClient client;

  @BeforeEach
  void take(LocalAws aws) {
    client = Clients.parameters(aws);
  }

  @Test
  void tagsAreAddedRemovedAndSearched() {
    put(name, r -> r.tags(t -> t.key("team").value(name)));
    put(name + "/other", r -> {});
    client.addTagsToResource(
        r ->
            r.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId(name)
                .tags(t -> t.key("stage").value("prod")));
    assertThat(filtered(f -> f.key("tag:team").values(name))).containsExactly(name);
    assertThat(filtered(f -> f.key("tag:team").values("other"))).isEmpty();
    client.removeTagsFromResource(
        r -> r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(name).tagKeys("team"));
    assertThat(tags()).extracting(Tag::key).containsExactly("stage");
    assertThatThrownBy(() -> put(name, r -> r.overwrite(true).tags(t -> t.key("a").value("b"))))
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("tags and overwrite can't be used together");
    assertThatThrownBy(
            () ->
                client.listTagsForResource(
                    r ->
                        r.resourceType(ResourceTypeForTagging.PARAMETER)
                            .resourceId(name + "/none")))
        .isInstanceOf(InvalidResourceIdException.class);
  }

  @Test
  void labelsAreTakenAway() {
    put(name, r -> {});
    client.labelParameterVersion(r -> r.name(name).labels("good"));
    UnlabelParameterVersionResponse answer =
        client.unlabelParameterVersion(
            r -> r.name(name).parameterVersion(1L).labels("good", "never"));
    assertThat(answer.removedLabels()).containsExactly("good");
    assertThat(answer.invalidLabels()).containsExactly("never");
    assertThatThrownBy(() -> client.getParameter(r -> r.name(name + ":good")))
        .isInstanceOf(ParameterVersionNotFoundException.class);
    assertThatThrownBy(
            () ->
                client.unlabelParameterVersion(
                    r -> r.name(name).parameterVersion(9L).labels("good")))
        .isInstanceOf(ParameterVersionNotFoundException.class);
  }

  @Test
  void aValueFitsItsAllowedPattern() {
    put(name, r -> r.value("42").allowedPattern("\\d+"));
    assertThatThrownBy(() -> put(name + "/no", r -> r.value("x").allowedPattern("\\d+")))
        .isInstanceOf(ParameterPatternMismatchException.class)
        .hasMessageContaining("cannot be validated against allowedPattern: \\d+");
    assertThatThrownBy(() -> put(name + "/no", r -> r.allowedPattern("(")))
        .isInstanceOf(InvalidAllowedPatternException.class);
    assertThat(described().get(0).allowedPattern()).isEqualTo("\\d+");
  }

  @Test
  void keysAreOfSecureStringsAloneAndFilterParameters() {
    put(name, r -> r.type(ParameterType.SECURE_STRING).keyId("alias/" + name));
    put(name + "/advanced", r -> r.tier(ParameterTier.ADVANCED));
    assertThat(filtered(f -> f.key("KeyId").values("alias/" + name))).containsExactly(name);
    assertThat(filtered(f -> f.key("Tier").values("Advanced"))).contains(name + "/advanced");
    assertThat(filtered(f -> f.key("Tier").values("Advanced"))).doesNotContain(name);
    assertThat(described().get(0).keyId()).isEqualTo("alias/" + name);
    assertThatThrownBy(() -> put(name + "/no", r -> r.keyId("alias/mine")))
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("SecureString");
    assertThatThrownBy(() -> put(name + "/no", r -> r.policies("[{}]")))
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("no parameter policies");
    assertThatThrownBy(() -> put(name + "/no", r -> r.dataType("aws:ec2:image")))
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("data type text");
  }

  private void put(String name, Consumer<PutParameterRequest.Builder> settings) {
    client.putParameter(r -> settings.accept(r.name(name).type(ParameterType.STRING).value("one")));
  }

  private List<Tag> tags() {
    return client
        .listTagsForResource(r -> r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(name))
        .tagList();
  }

  private List<ParameterMetadata> described() {
    return client
        .describeParameters(
            r -> r.parameterFilters(f -> f.key("Name").option("Equals").values(name)))
        .parameters();
  }

  private List<String> filtered(Consumer<ParameterStringFilter.Builder> filter) {
    return client.describeParametersPaginator(r -> r.parameterFilters(filter)).stream()
        .flatMap(page -> page.parameters().stream())
        .map(ParameterMetadata::name)
        .toList();
  }
}
