package io.saigon.testkit;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Trust in the authority of the local servers, for clients of the JDK and of the AWS SDK. */
final class Trust {
  private Trust() {}

  static TrustManager[] managers(KeyStore authorities) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static SSLContext context(KeyStore authorities) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(authorities), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static HttpClient client(KeyStore authorities) {
    return HttpClient.newBuilder().sslContext(context(authorities)).build();
  }

  static UrlConnectionHttpClient.Builder sdkClient(KeyStore authorities) {
    TrustManager[] managers = managers(authorities);
    return UrlConnectionHttpClient.builder().tlsTrustManagersProvider(() -> managers);
  }
}
