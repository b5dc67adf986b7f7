package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.wire.FaultyAnswer;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Headers of every answer, and errors in S3's XML. */
final class S3Answers {
  private static final String REQUEST_ID = "x-amz-request-id";
  private static final String HOST_ID = "x-amz-id-2";

  private S3Answers() {}

  static void start(HttpServerResponse response) {
    response
        .putHeader(REQUEST_ID, Ids.accessKey(""))
        .putHeader(HOST_ID, Ids.token(56))
        .putHeader("Server", "AmazonS3");
  }

  /**
   * Answers with an error.
   *
   * @param truncated whether the connection is closed after half of it
   */
  static void error(
      HttpServerResponse response, HttpServerRequest request, S3Error error, boolean truncated) {
    start(response);
    response.setStatusCode(error.status());
    error.headers().forEach(response::putHeader);
    if (error.status() == 304) {
      response.end();
      return;
    }
    response.putHeader("Content-Type", "application/xml");
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
      return;
    }
    XmlDocument xml = XmlDocument.plain("Error");
    xml.element("Code", error.code());
    xml.element("Message", error.text());
    facts(error.facts()).forEach(xml::element);
    xml.element("RequestId", response.headers().get(REQUEST_ID));
    xml.element("HostId", response.headers().get(HOST_ID));
    FaultyAnswer.end(request, Buffer.buffer(xml.bytes()), truncated);
  }

  private static Map<String, String> facts(Map<String, String> facts) {
    Map<String, String> all = new LinkedHashMap<>(facts);
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
