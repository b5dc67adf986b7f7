package io.saigon.cognito.web;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser without scripts: cookies by origin, redirections and forms. */
final class ScriptedBrowser {
  private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

  /** A received page. */
  record Page(URI url, int status, MultiMap headers, String body) {
    @Nullable String location() {
      return headers.get("Location");
    }
  }

  final Map<String, Map<String, String>> cookies = new HashMap<>();
  private final HttpClient client;

  ScriptedBrowser(HttpClient client) {
    this.client = client;
  }

  Map<String, String> cookies(URI url) {
    return cookies.computeIfAbsent(url.getAuthority(), origin -> new TreeMap<>());
  }

  /** Opens a page and follows redirections. */
  Page open(URI url) {
    Page page = openOnce(url);
    for (int i = 0; i < 10 && page.location() != null; i++) {
      page = openOnce(page.url().resolve(page.location()));
    }
    return page;
  }

  Page openOnce(URI url) {
    return send(HttpMethod.GET, url, "", Map.of("Accept", "text/html,*/*"));
  }

  /** Opens a page and follows redirections, up to one to a URL that begins like this. */
  Page openUntil(URI url, String prefix) {
    Page page = openOnce(url);
    while (page.location() != null
        && !page.url().resolve(page.location()).toString().startsWith(prefix)) {
      page = openOnce(page.url().resolve(page.location()));
    }
    return page;
  }

  /** Sends a page's form with these values, and returns the answer. */
  Page submit(Page page, Map<String, String> values) {
    Matcher form = FORM.matcher(page.body());
    assertThat(form.find()).as(page.body()).isTrue();
    Map<String, String> all = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(page.body());
    while (hidden.find()) {
      all.put(hidden.group(1), hidden.group(2));
    }
    all.putAll(values);
    URI url = page.url();
    return send(
        HttpMethod.POST,
        target(url, form.group(1).replace("&amp;", "&")),
        all.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&")),
        Map.of(
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Origin",
            url.getScheme() + "://" + url.getAuthority()));
  }

  // URI.resolve drops the last segment for a query alone.
  private static URI target(URI page, String action) {
    String whole = page.toString();
    int query = whole.indexOf('?');
    return action.startsWith("?")
        ? URI.create((query < 0 ? whole : whole.substring(0, query)) + action)
        : page.resolve(action);
  }

  Page send(HttpMethod method, URI url, String body, Map<String, String> headers) {
    Map<String, String> known = cookies(url);
    return await(
        client
            .request(new RequestOptions().setMethod(method).setAbsoluteURI(url.toString()))
            .compose(
                request -> {
                  headers.forEach(request::putHeader);
                  if (!known.isEmpty()) {
                    request.putHeader(
                        "Cookie",
                        known.entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .collect(Collectors.joining("; ")));
                  }
                  return request.send(Buffer.buffer(body));
                })
            .compose(
                response ->
                    response
                        .body()
                        .map(
                            content ->
                                new Page(
                                    url,
                                    response.statusCode(),
                                    response.headers(),
                                    content.toString())))
            .compose(page -> keep(page, known)));
  }

  private static Future<Page> keep(Page page, Map<String, String> known) {
    for (String cookie : page.headers().getAll("Set-Cookie")) {
      List<String> parts = List.of(cookie.split(";\\s*"));
      String[] pair = parts.get(0).split("=", 2);
      boolean isOver = Set.copyOf(parts).contains("Max-Age=0");
      if (isOver) {
        known.remove(pair[0]);
      } else {
        known.put(pair[0], pair[1]);
      }
    }
    return Future.succeededFuture(page);
  }
}
