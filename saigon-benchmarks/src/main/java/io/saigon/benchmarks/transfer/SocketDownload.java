package io.saigon.benchmarks.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLSocketFactory;

/** A socket of the JDK to a file. */
record SocketDownload(URI endpoint) implements TransferClient {
  @Override
  public void download(Path file) throws IOException {
    byte[] buffer = new byte[64 << 10];
    try (Socket socket =
            SSLSocketFactory.getDefault().createSocket(endpoint.getHost(), endpoint.getPort());
        OutputStream target = Files.newOutputStream(file)) {
      socket
          .getOutputStream()
          .write(
              "GET /bucket/object HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream source = socket.getInputStream();
      String head = "";
      while (!head.endsWith("\r\n\r\n")) {
        head += (char) source.read();
      }
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        target.write(buffer, 0, read);
      }
    }
  }
}
