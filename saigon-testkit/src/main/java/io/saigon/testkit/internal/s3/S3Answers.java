package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Xml;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Errors in S3's XML. */
final class S3Answers {
  private S3Answers() {}

  static void error(HttpServerResponse response, HttpServerRequest request, S3Error error) {
    String requestId = Ids.accessKey("");
    String hostId = Ids.token(56);
    response
        .setStatusCode(error.status())
        .putHeader("x-amz-request-id", requestId)
        .putHeader("x-amz-id-2", hostId)
        .putHeader("Server", "AmazonS3")
        .putHeader("Content-Type", "application/xml");
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
      return;
    }
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>");
    Xml.element(xml, "Code", error.code());
    Xml.element(xml, "Message", error.text());
    facts(error.facts()).forEach((name, value) -> Xml.element(xml, name, value));
    Xml.element(xml, "Resource", request.path());
    Xml.element(xml, "RequestId", requestId);
    Xml.element(xml, "HostId", hostId);
    response.end(xml.append("</Error>").toString());
  }

  private static Map<String, String> facts(Map<String, String> facts) {
    Map<String, String> all = new TreeMap<>(facts);
    for (String name : new String[] {"StringToSign", "CanonicalRequest"}) {
      String text = facts.get(name);
      if (text != null) {
        all.put(
            name + "Bytes",
            HexFormat.ofDelimiter(" ").formatHex(text.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return all;
  }
}
