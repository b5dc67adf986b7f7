package io.saigon.api;

import io.saigon.api.check.NearestName;
import io.saigon.api.error.ConfigurationException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The providers of one kind of service, and the choice among them. */
final class Providers<P> {
  private final String kind;
  private final String artifact;
  private final Set<String> ofArtifact;
  private final String howToChoose;
  private final Function<P, String> name;
  private final List<P> all;

  /**
   * Finds the providers.
   *
   * @param artifact artifact of saigon that provides the service
   * @param ofArtifact names of the providers in that artifact
   */
  Providers(
      String kind,
      String artifact,
      Set<String> ofArtifact,
      String howToChoose,
      ServiceLoader<P> loader,
      Function<P, String> name) {
    this.kind = kind;
    this.artifact = artifact;
    this.ofArtifact = ofArtifact;
    this.howToChoose = howToChoose;
    this.name = name;
    this.all = loader.stream().map(ServiceLoader.Provider::get).toList();
    all.stream().collect(Collectors.groupingBy(name)).forEach((n, same) -> requireOne(n, same));
  }

  P named(String chosen, String chosenBy) {
    return all.stream()
        .filter(p -> name.apply(p).equals(chosen))
        .findFirst()
        .orElseThrow(() -> new ConfigurationException(unknown(chosen, chosenBy)));
  }

  Set<String> names() {
    return all.stream().map(name).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the chosen one, else the only one, else the only one that serves by default. */
  P choose(@Nullable String chosen, String chosenBy, Predicate<P> byDefault) {
    if (chosen != null) {
      return named(chosen, chosenBy);
    }
    if (all.isEmpty()) {
      throw new ConfigurationException(nonePresent());
    }
    List<P> defaults = all.size() == 1 ? all : all.stream().filter(byDefault).toList();
    if (defaults.size() == 1) {
      return defaults.get(0);
    }
    throw new ConfigurationException(
        "%s; choose one: %s"
            .formatted(
                defaults.isEmpty()
                    ? "None of the %s providers on the path serves by default: %s"
                        .formatted(kind, described(all))
                    : "Several %s providers on the path serve by default: %s"
                        .formatted(kind, described(defaults)),
                howToChoose));
  }

  private void requireOne(String sameName, List<P> same) {
    if (same.size() > 1) {
      throw new ConfigurationException(
          "Two %s providers are called '%s': %s and %s; take one of them off the path"
              .formatted(
                  kind,
                  sameName,
                  same.get(0).getClass().getName(),
                  same.get(1).getClass().getName()));
    }
  }

  private String nonePresent() {
    return "No %s provider is on the path; add the artifact %s, or one of your own that provides it"
        .formatted(kind, artifact);
  }

  private String unknown(String chosen, String chosenBy) {
    String there = all.isEmpty() ? "none at all" : "only " + String.join(", ", names());
    String what =
        "There is no %s provider '%s' on the path, %s, and %s chose it"
            .formatted(kind, chosen, there, chosenBy);
    if (ofArtifact.contains(chosen)) {
      return what + "; add the artifact " + artifact + ", which provides it";
    }
    Set<String> known = new TreeSet<>(names());
    known.addAll(ofArtifact);
    String question = NearestName.question(chosen, known);
    return what
        + (question.isEmpty()
            ? "; add the artifact that holds it, or choose another: " + howToChoose
            : question);
  }

  /** Lists names with classes, which identify the artifacts. */
  private String described(List<P> some) {
    return some.stream()
        .map(p -> name.apply(p) + " (" + p.getClass().getName() + ")")
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
