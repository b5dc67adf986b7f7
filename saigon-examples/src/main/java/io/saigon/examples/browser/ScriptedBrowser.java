package io.saigon.examples.browser;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser for scripts: cookies of each origin, redirections and forms, no JavaScript. */
public final class ScriptedBrowser {
  private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
  private static final int MOST_REDIRECTIONS = 10;

  /**
   * A page.
   *
   * @param url where it is, after redirections
   */
  public record Page(URI url, int status, String body) {}

  private final HttpClient client;
  private final Function<URI, SocketAddress> servers;
  private final Map<String, Map<String, String>> cookies = new ConcurrentHashMap<>();

  public ScriptedBrowser(HttpClient client) {
    this(client, url -> SocketAddress.inetSocketAddress(url.getPort(), url.getHost()));
  }

  /**
   * Creates a browser.
   *
   * @param servers the server for each request to a URL, as a load balancer chooses one
   */
  public ScriptedBrowser(HttpClient client, Function<URI, SocketAddress> servers) {
    this.client = client;
    this.servers = servers;
  }

  /** Opens a page. */
  public Future<Page> open(URI url) {
    return send(HttpMethod.GET, url, null, MOST_REDIRECTIONS);
  }

  /** Fills in the only form of a page, sends it, and opens what comes back. */
  public Future<Page> submit(Page page, Map<String, String> values) {
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      return Future.failedFuture("The page has no form: " + page.body());
    }
    Map<String, String> all = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(page.body());
    while (hidden.find()) {
      all.put(hidden.group(1), hidden.group(2));
    }
    all.putAll(values);
    String body =
        all.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String action = form.group(1).replace("&amp;", "&");
    // URI.resolve drops the last segment of the page's path for a query alone.
    URI target =
        page.url().resolve(action.startsWith("?") ? page.url().getRawPath() + action : action);
    return send(HttpMethod.POST, target, body, MOST_REDIRECTIONS);
  }

  private Future<Page> send(HttpMethod method, URI url, @Nullable String form, int redirections) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(url.toString())
            .setServer(servers.apply(url))
            .putHeader("Accept", "text/html");
    Map<String, String> known =
        cookies.computeIfAbsent(url.getAuthority(), origin -> new ConcurrentHashMap<>());
    if (!known.isEmpty()) {
      options.putHeader(
          "Cookie",
          known.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    if (form != null) {
      options
          .putHeader("Content-Type", "application/x-www-form-urlencoded")
          .putHeader("Origin", url.getScheme() + "://" + url.getAuthority());
    }
    return client
        .request(options)
        .compose(request -> form == null ? request.send() : request.send(form))
        .compose(response -> received(url, response, known, redirections));
  }

  private Future<Page> received(
      URI url, HttpClientResponse response, Map<String, String> known, int redirections) {
    response.cookies().forEach(cookie -> keep(known, cookie));
    String location = response.getHeader("Location");
    if (location != null && redirections > 0) {
      return response
          .body()
          .compose(ignored -> send(HttpMethod.GET, url.resolve(location), null, redirections - 1));
    }
    return response.body().map(body -> new Page(url, response.statusCode(), body.toString()));
  }

  private static void keep(Map<String, String> known, String cookie) {
    String[] pair = cookie.split(";", 2)[0].split("=", 2);
    if (cookie.contains("Max-Age=0")) {
      known.remove(pair[0]);
    } else {
      known.put(pair[0], pair[1]);
    }
  }
}
