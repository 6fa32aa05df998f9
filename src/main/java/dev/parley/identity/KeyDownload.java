package dev.parley.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a web address for its text: status 200 and a bounded size, or nothing; redirects are not
 * followed, because the operator has named whom to trust. Its threads end with it.
 */
final class KeyDownload implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KeyDownload.class);

  /** Sets of keys with chains of certificates have some 20 KiB. */
  static final int MAX_BYTES = 256 << 10;

  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final HttpClient client;
  private final HttpRequest request;

  /**
   * Connects to nobody yet.
   *
   * @param executor for what may wait, such as looking up a name
   * @param patience how long to wait for a connection, and how long for the first of an answer
   */
  KeyDownload(URI address, Executor executor, Duration patience) {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .executor(executor)
            .build();
    request =
        HttpRequest.newBuilder(address)
            .header("Accept", "application/jwk-set+json, application/json, */*;q=0.1")
            .timeout(patience)
            .build();
  }

  /** Asks once. Never waits; an answer that drips for ever has to be cancelled. */
  CompletableFuture<String> get() {
    // What is derived from the client's futures ends the exchange too when it is cancelled.
    return client
        .sendAsync(
            request,
            info ->
                new BoundedBody(
                    info.statusCode() == 200 ? null : "the answer is " + info.statusCode()))
        .thenApply(response -> new String(response.body(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    client.shutdownNow();
    try {
      if (!client.awaitTermination(FAREWELL)) {
        LOG.atWarn().log("The client that fetches keys did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Collects what comes, and hangs up on too much. */
  private static final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final @Nullable String fault;
    private Flow.@Nullable Subscription subscription;

    BoundedBody(@Nullable String fault) {
      this.fault = fault;
    }

    @Override
    public CompletableFuture<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      if (fault == null) {
        given.request(Long.MAX_VALUE);
      } else {
        refuse(given, fault);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
      for (ByteBuffer item : items) {
        if (bytes.size() + item.remaining() > MAX_BYTES) {
          if (subscription != null) {
            refuse(subscription, "the answer has more than " + MAX_BYTES + " bytes");
          }
          return;
        }
        byte[] chunk = new byte[item.remaining()];
        item.get(chunk);
        bytes.write(chunk, 0, chunk.length);
      }
    }

    private void refuse(Flow.Subscription given, String reason) {
      given.cancel();
      body.completeExceptionally(new IOException(reason));
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(bytes.toByteArray());
    }
  }
}
