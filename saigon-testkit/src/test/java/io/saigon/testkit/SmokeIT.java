package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

@ExtendWith(LocalAwsExtension.class)
class SmokeIT {
  @Test
  void secrets(LocalAws aws) {
    var c = Clients.secrets(aws);
    c.createSecret(r -> r.name("a").secretString("b"));
    assertThat(c.getSecretValue(r -> r.secretId("a")).secretString()).isEqualTo("b");
  }

  @Test
  void s3(LocalAws aws) {
    var c = Clients.s3(aws);
    c.createBucket(r -> r.bucket("bucket"));
    c.putObject(r -> r.bucket("bucket").key("a/b c"), RequestBody.fromString("hello"));
    assertThat(c.getObjectAsBytes(r -> r.bucket("bucket").key("a/b c")).asUtf8String())
        .isEqualTo("hello");
    assertThat(
            c.deleteObjects(r -> r.bucket("bucket").delete(d -> d.objects(o -> o.key("a/b c"))))
                .deleted())
        .hasSize(1);
  }

  @Test
  void pg(LocalPostgres pg) throws Exception {
    String url =
        "jdbc:postgresql://localhost:"
            + pg.port()
            + "/saigon?sslmode=verify-full&sslrootcert="
            + pg.caFile();
    try (Connection c = DriverManager.getConnection(url, pg.username(), pg.password())) {
      var rs =
          c.createStatement()
              .executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
      rs.next();
      assertThat(rs.getBoolean(1)).isTrue();
    }
  }
}
