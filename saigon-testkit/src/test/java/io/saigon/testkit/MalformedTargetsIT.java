package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose path or query cannot be decoded, such as no regular client sends. */
@ExtendWith(LocalAwsExtension.class)
class MalformedTargetsIT {
  @ParameterizedTest
  @ValueSource(
      strings = {"GET /bucket?prefix=100%", "PUT /bucket/100%", "GET /bucket?%zz=1", "PUT /b%2"})
  void s3ReportsAnUnparseableUri(String request, LocalAws aws) throws Exception {
    assertThat(answer(aws, aws.s3Endpoint(), request))
        .startsWith("HTTP/1.1 400 ")
        .contains("<Code>InvalidURI</Code>", "<Message>Couldn&apos;t parse the specified URI.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /?a=100%", "GET /?a=%", "GET /100%/.well-known/jwks.json"})
  void theServicesRefuseTheQuery(String request, LocalAws aws) throws Exception {
    assertThat(answer(aws, aws.endpoint(), request))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"__type\":\"MalformedQueryString\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /prod/orders?a=100%", "POST /prod/100%", "GET /?a=%g0"})
  void theGatewaysRefuseTheRequest(String request, LocalAws aws) throws Exception {
    for (URI gateway : new URI[] {aws.gateway().url(), aws.httpGateway().url()}) {
      assertThat(answer(aws, gateway, request))
          .startsWith("HTTP/1.1 400 ")
          .endsWith("{\"message\":\"Bad Request\"}");
    }
  }

  private static String answer(LocalAws aws, URI port, String request) throws IOException {
    try (Socket socket =
        Trust.context(aws.trustStore())
            .getSocketFactory()
            .createSocket(port.getHost(), port.getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              (request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
