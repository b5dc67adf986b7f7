package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without scripts: cookies, forms, and redirections as long as they stay at the host. */
final class LoginBrowser {
  private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client;
  private final URI domain;

  LoginBrowser(LocalAws aws) {
    this(aws, aws.userPool());
  }

  LoginBrowser(LocalAws aws, LocalUserPool pool) {
    client =
        HttpClient.newBuilder()
            .sslContext(Trust.context(aws.trustStore()))
            .cookieHandler(cookies)
            .build();
    domain = pool.domainUrl();
  }

  /** Opens a path of the domain, and follows redirections. */
  HttpResponse<String> open(String path) {
    return followed(HttpRequest.newBuilder(URI.create(domain + path)).build());
  }

  /** Opens a path, and follows no redirection. */
  HttpResponse<String> openOnce(String path) {
    return send(HttpRequest.newBuilder(URI.create(domain + path)).build());
  }

  /** Sends the form of a page with its hidden values and these names and values. */
  HttpResponse<String> submit(HttpResponse<String> page, String... entries) {
    Matcher form = FORM.matcher(page.body());
    assertThat(form.find()).as(page.body()).isTrue();
    Map<String, String> values = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(page.body());
    while (hidden.find()) {
      values.put(hidden.group(1), hidden.group(2));
    }
    for (int i = 0; i < entries.length; i += 2) {
      values.put(entries[i], entries[i + 1]);
    }
    String[] pairs =
        values.entrySet().stream()
            .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
            .toArray(String[]::new);
    return followed(
        HttpRequest.newBuilder(target(page.uri(), form.group(1).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", domain.getScheme() + "://" + domain.getAuthority())
            .POST(HttpRequest.BodyPublishers.ofString(OAuthWire.form(pairs)))
            .build());
  }

  /** {@link URI#resolve} would drop the last segment of the path, as RFC 2396 has it. */
  private static URI target(URI page, String query) {
    String text = page.toString();
    int end = text.indexOf('?');
    return URI.create((end < 0 ? text : text.substring(0, end)) + query);
  }

  void forgetCookies() {
    cookies.getCookieStore().removeAll();
  }

  private HttpResponse<String> followed(HttpRequest first) {
    HttpResponse<String> response = send(first);
    while (response.statusCode() == 302 && location(response).startsWith(domain.toString())) {
      response = send(HttpRequest.newBuilder(URI.create(location(response))).build());
    }
    return response;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElse("");
  }

  /** Returns the parameters of a redirection, of its query or its fragment. */
  static Map<String, String> result(HttpResponse<String> response, String callback) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(302);
    assertThat(location(response)).startsWith(callback);
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : location(response).substring(callback.length() + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return values;
  }
}
