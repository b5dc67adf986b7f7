package io.saigon.aws.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * An engine that sends nothing and answers every request with an empty JSON object. A call on it
 * loads the thousand classes of the SDK that a first call needs, on the thread that makes it.
 */
public final class Rehearsal implements SdkAsyncHttpClient {
  private static final SdkHttpResponse HEAD =
      SdkHttpResponse.builder()
          .statusCode(200)
          .putHeader("Content-Type", "application/x-amz-json-1.1")
          .putHeader("Content-Length", "2")
          .build();

  private Rehearsal() {}

  /**
   * Makes a call by a client of its own; a failure is that of the first real call, and not reported
   * here.
   *
   * @param builder a builder that has its region and all other settings
   */
  public static <
          B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkClient>
      void run(B builder, Function<? super C, ? extends CompletionStage<?>> call) {
    try (C client =
        builder
            .httpClient(new Rehearsal())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
            .build()) {
      var unused = call.apply(client);
    } catch (RuntimeException e) {
      // The first real call fails in the same way, and has a caller to report it to.
    }
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    SdkAsyncHttpResponseHandler handler = request.responseHandler();
    handler.onHeaders(HEAD);
    handler.onStream(AsyncRequestBody.fromByteBuffer(ByteBuffer.wrap("{}".getBytes(UTF_8))));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public String clientName() {
    return "Rehearsal";
  }

  @Override
  public void close() {}
}
