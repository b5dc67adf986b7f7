package io.saigon.testkit.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormTest {
  @Test
  void whatIsWrittenIsRead() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        values.put("n" + text(random), text(random));
      }
      assertThat(Form.of(Form.encoded(values)).values()).isEqualTo(values);
    }
  }

  @Test
  void anEmptyParameterIsMissing() {
    Form form = Form.of("a=&b=1");

    assertThat(form.get("a")).isNull();
    assertThat(form.get("a", "x")).isEqualTo("x");
    assertThat(form.required("b")).isEqualTo("1");
    assertThatThrownBy(() -> form.required("a")).hasMessage("invalid_request");
    assertThatThrownBy(() -> form.required("c")).hasMessage("invalid_request");
    assertThat(Form.of(null).values()).isEmpty();
  }

  @Test
  void repeatedAndBrokenParametersAreRefused() {
    for (String wrong : new String[] {"a=1&a=2", "a=1&%61=2", "a=%2", "a=%zz"}) {
      assertThatThrownBy(() -> Form.of(wrong))
          .isInstanceOf(OAuthError.class)
          .hasMessage("invalid_request");
    }
  }

  @Test
  void valuesAreNotPrinted() {
    assertThat(Form.of("username=ann&password=secret")).hasToString("Form[username, password]");
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(" &=%+/?#ä漢a0'\"<".charAt(random.nextInt(15)));
    }
    return text.toString();
  }
}
