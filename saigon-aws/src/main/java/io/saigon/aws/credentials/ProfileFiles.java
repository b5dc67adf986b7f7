package io.saigon.aws.credentials;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.ProfileFile;

/** Finds and reads the shared configuration and credentials files, anew on each call. */
final class ProfileFiles {
  private final Vertx vertx;
  private final Settings settings;

  ProfileFiles(Vertx vertx, Settings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  String selected() {
    String name = settings.get("aws.profile", "AWS_PROFILE");
    return name == null ? Profiles.DEFAULT : name;
  }

  Path config() {
    return location("aws.configFile", "AWS_CONFIG_FILE", "config");
  }

  Path credentials() {
    return location("aws.sharedCredentialsFile", "AWS_SHARED_CREDENTIALS_FILE", "credentials");
  }

  private Path location(String property, String variable, String name) {
    String chosen = settings.get(property, variable);
    if (chosen == null) {
      return Path.of(settings.home(), ".aws", name);
    }
    return chosen.equals("~") || chosen.startsWith("~/")
        ? Path.of(settings.home() + chosen.substring(1))
        : Path.of(chosen);
  }

  /**
   * Reads both files on a worker thread. One that is missing counts as empty.
   *
   * @return the profiles; fails with {@link ConfigurationException} if a file cannot be parsed
   */
  Future<Profiles> read() {
    return vertx.executeBlocking(this::readNow, false);
  }

  /** Reads both files as {@link #read()} does, on this thread. */
  Profiles readNow() {
    ProfileFile.Aggregator all = ProfileFile.aggregator();
    add(all, credentials(), ProfileFile.Type.CREDENTIALS);
    add(all, config(), ProfileFile.Type.CONFIGURATION);
    return new Profiles(all.build(), selected());
  }

  private static void add(ProfileFile.Aggregator all, Path path, ProfileFile.Type type) {
    ProfileFile file = Files.isRegularFile(path) ? parse(path, type) : null;
    if (file != null) {
      all.addFile(file);
    }
  }

  private static @Nullable ProfileFile parse(Path path, ProfileFile.Type type) {
    try {
      return ProfileFile.builder().content(path).type(type).build();
    } catch (IllegalArgumentException e) {
      // The SDK's parser names the line, never what stands there.
      throw new ConfigurationException(
          "The profile file " + path + " cannot be parsed: " + e.getMessage(), List.of(), null);
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new ConfigurationException(
          "The profile file " + path + " cannot be read; check its permissions", List.of(), null);
    }
  }
}
