package io.saigon.api;

import io.saigon.api.error.ConfigurationException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The providers of one kind of service, and the choice among them. */
final class Providers<P> {
  private final String kind;
  private final String artifact;
  private final String howToChoose;
  private final Function<P, String> name;
  private final List<P> all;

  Providers(
      String kind,
      String artifact,
      String howToChoose,
      ServiceLoader<P> loader,
      Function<P, String> name) {
    this.kind = kind;
    this.artifact = artifact;
    this.howToChoose = howToChoose;
    this.name = name;
    this.all = loader.stream().map(ServiceLoader.Provider::get).toList();
    all.stream().collect(Collectors.groupingBy(name)).forEach((n, same) -> requireOne(n, same));
  }

  P named(String chosen) {
    return all.stream()
        .filter(p -> name.apply(p).equals(chosen))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    all.isEmpty()
                        ? nonePresent()
                        : "There is no %s provider '%s' on the path, only %s; add the artifact that holds it or choose another: %s"
                            .formatted(kind, chosen, names(all), howToChoose)));
  }

  /** Returns the chosen one, else the only one, else the only one that serves by default. */
  P choose(@Nullable String chosen, Predicate<P> byDefault) {
    if (chosen != null) {
      return named(chosen);
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

  private String names(List<P> some) {
    return some.stream().map(name).sorted().collect(Collectors.joining(", "));
  }

  /** Lists names with classes, which identify the artifacts. */
  private String described(List<P> some) {
    return some.stream()
        .map(p -> name.apply(p) + " (" + p.getClass().getName() + ")")
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
