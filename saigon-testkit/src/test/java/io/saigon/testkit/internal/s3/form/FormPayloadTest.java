package io.saigon.testkit.internal.s3.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.internal.s3.error.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms, however they are cut on the wire. */
class FormPayloadTest {
  private static final String TYPE = "multipart/form-data; boundary=xyz";
  private static final String FILE = "a\r\n--xy\r\n-\r\n--xya\r\n";
  private static final String GOOD =
      "preamble\r\n--xyz\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nü/k\r\n"
          + "--xyz\r\nContent-Disposition: form-data; name=empty\r\n\r\n\r\n"
          + "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\a\\b.txt\"\r\n"
          + "Content-Type: text/plain\r\n\r\n"
          + FILE
          + "\r\n--xyz\r\nContent-Disposition: form-data; name=\"late\"\r\n\r\nx\r\n--xyz--\r\n";

  @Test
  void theFileAndTheFieldsBeforeItAreReadHoweverTheyAreCut() {
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      FormPayload form = FormPayload.of(TYPE);
      String file =
          text(form.pass(Arrays.copyOf(bytes, cut)))
              + text(form.pass(Arrays.copyOfRange(bytes, cut, bytes.length)));
      form.end();
      assertThat(file).isEqualTo(FILE);
      assertThat(form.fields().get("KEY")).isEqualTo("ü/k");
      assertThat(form.fields().get("empty")).isEmpty();
      assertThat(form.fields().contains("late")).isFalse();
      assertThat(form.fileName()).isEqualTo("b.txt");
    }
  }

  @Test
  void aFormThatEndsEarlyIsRefused() {
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    int end = GOOD.getBytes(StandardCharsets.UTF_8).length - "\r\n--xyz--\r\n".length() - 70;
    for (int cut = 0; cut < end; cut++) {
      FormPayload form = FormPayload.of(TYPE);
      form.pass(Arrays.copyOf(bytes, cut));
      if (text(Arrays.copyOf(bytes, cut)).contains(FILE + "\r\n--xyz")) {
        continue;
      }
      assertThatThrownBy(form::end).isInstanceOf(S3Error.class);
    }
  }

  @Test
  void aFormWithoutAFileIsRefused() {
    FormPayload form = FormPayload.of(TYPE);
    form.pass(
        "--xyz\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n--xyz--"
            .getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(form::end)
        .isInstanceOfSatisfying(
            S3Error.class, e -> assertThat(e.facts()).containsEntry("ArgumentName", "file"));
  }

  @Test
  void fieldsThatWouldFillTheMemoryAreRefused() {
    FormPayload form = FormPayload.of(TYPE);
    form.pass(
        "--xyz\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                form.pass(new byte[1000]);
              }
            })
        .isInstanceOfSatisfying(
            S3Error.class,
            e -> assertThat(e.code()).isEqualTo("MaxPostPreDataLengthExceededError"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "multipart/form-data", "multipart/mixed; boundary=x", ""})
  void anotherTypeIsNoForm(String type) {
    assertThatThrownBy(() -> FormPayload.of(type))
        .isInstanceOfSatisfying(S3Error.class, e -> assertThat(e.status()).isEqualTo(412));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
