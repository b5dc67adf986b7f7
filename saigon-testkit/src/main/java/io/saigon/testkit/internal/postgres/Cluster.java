package io.saigon.testkit.internal.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The server process and its files; every call blocks. */
final class Cluster {
  private final EmbeddedPostgres postgres;
  private final Path directory;
  private final Path caFile;

  Cluster(EmbeddedPostgres postgres, Path directory, Path caFile) {
    this.postgres = postgres;
    this.directory = directory;
    this.caFile = caFile;
  }

  int port() {
    return postgres.getPort();
  }

  Path caFile() {
    return caFile;
  }

  void run(String database, List<String> statements) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  void stop() throws IOException {
    postgres.close();
    deleteFiles(directory);
  }

  static void deleteFiles(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
